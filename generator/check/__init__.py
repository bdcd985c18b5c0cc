"""What is wrong or doubtful, of the content and of the built site; changes nothing."""
