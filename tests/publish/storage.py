"""A bucket as a test sees it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from generator.publish.place import FOLDER
from tests.publish.proxy import Proxy

USER, SECRET = "test:writer", "secret-of-the-writer"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": USER,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    "AWS_REGION": "us-east-1",
}
PREFIX = "paper/"


class Storage:
    """An empty bucket, and the proxy before its server."""

    def __init__(self, port: int, proxy: Proxy, bucket: str) -> None:
        self.proxy, self.bucket = proxy, bucket
        self.url = f"http://127.0.0.1:{proxy.port}"
        self.client = self._client(port)
        self.client.create_bucket(Bucket=bucket)

    def _client(self, port: int) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_access_key_id=USER,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def get(self, path: str) -> bytes | None:
        """What readers are given at a path; None where there is nothing."""
        try:
            return bytes(
                self.client.get_object(Bucket=self.bucket, Key=PREFIX + path)["Body"].read()
            )
        except ClientError as fault:
            if fault.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise

    def head(self, path: str) -> dict[str, str]:
        """The headers of a file."""
        answer = self.client.head_object(Bucket=self.bucket, Key=PREFIX + path)
        return dict(answer["ResponseMetadata"]["HTTPHeaders"])

    def paths(self) -> dict[str, str]:
        """Path → ETag of everything that stands, without the records of publications."""
        return {path: etag for path, etag in self._all().items() if not path.startswith(FOLDER)}

    def records(self) -> set[str]:
        """The records of publications."""
        return {path for path in self._all() if path.startswith(FOLDER)}

    def _all(self) -> dict[str, str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=PREFIX
        )
        return {
            entry["Key"].removeprefix(PREFIX): entry["ETag"].strip('"')
            for page in pages
            for entry in page.get("Contents", ())
        }

    def put(self, path: str, data: bytes) -> None:
        """Writes a file as another hand would."""
        self.client.put_object(Bucket=self.bucket, Key=PREFIX + path, Body=data)

    def delete(self, path: str) -> None:
        """Deletes a file as another hand would."""
        self.client.delete_object(Bucket=self.bucket, Key=PREFIX + path)


def etags(out: Path) -> dict[str, str]:
    """Path → ETag of every file of an output."""
    return {
        file.relative_to(out).as_posix(): hashlib.md5(file.read_bytes()).hexdigest()
        for file in out.rglob("*")
        if file.is_file()
    }
