"""What huozi promises, told as tests."""
