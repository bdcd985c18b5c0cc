"""What was built last time: rows in SQLite, never a pickle. Deleting it costs only time."""
