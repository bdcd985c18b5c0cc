"""The kinds of places a site is published to: a bucket (S3), a machine (rsync), a folder."""
