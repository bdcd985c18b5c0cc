"""The page an editor names, and the change of a file that follows."""
