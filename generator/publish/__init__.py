"""Publication: what a build wrote and deleted since the last one, sent to a bucket, a machine or a
folder."""
