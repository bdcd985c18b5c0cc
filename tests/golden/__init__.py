"""The golden edition: what the real seed page becomes, file by file."""
