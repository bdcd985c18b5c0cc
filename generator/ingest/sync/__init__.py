"""Keeping content/ in step with seeds/: what is new or changed is read and written."""
