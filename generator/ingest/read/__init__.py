"""Reading a printed page: text and :class:`Settings` in, article drafts with an audit out."""
