"""What things are. Knows no file, no library and no clock."""
