"""The person at the keyboard: commands, one a module; the only room that prints."""
