"""How a page comes to look as it does."""
