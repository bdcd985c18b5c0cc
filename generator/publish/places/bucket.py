"""A bucket of an object storage that speaks S3's protocol. The only importer of boto3.

Credentials are those that boto3 finds in the environment: AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY, a profile, the role of a machine. They are neither stored nor printed.
"""

from __future__ import annotations

import email.utils
import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from generator.model.problem import Stop
from generator.publish.headers import Form, Object
from generator.publish.place import AGAIN, FOLDER, Listed, RemoteRecord, Upload, refused

AT_ONCE = 32
"""Requests at one time."""
_TRIES = 10
"""How often a request is made that fails for a reason that passes."""
_CREDENTIALS = frozenset(
    (
        "AccessDenied",
        "AuthorizationHeaderMalformed",
        "ExpiredToken",
        "Forbidden",
        "InvalidAccessKeyId",
        "InvalidToken",
        "SignatureDoesNotMatch",
        "TokenRefreshRequired",
        "UnauthorizedAccess",
        "401",
        "403",
    )
)
_FULL = frozenset(
    (
        "InsufficientStorage",
        "QuotaExceeded",
        "ServiceQuotaExceeded",
        "StorageQuotaExceeded",
        "TooManyBytes",
        "XMinioAdminBucketQuotaExceeded",
        "XMinioStorageFull",
        "413",
        "507",
    )
)
_EXISTS = frozenset(("PreconditionFailed", "ConditionalRequestConflict", "409", "412"))
_NO_CONDITIONS = frozenset(("NotImplemented", "InvalidArgument", "501"))


class Bucket:
    """A bucket, or what is below a prefix of one."""

    batch = 5000

    def __init__(self, bucket: str, prefix: str, endpoint: str, form: Form) -> None:
        self.bucket, self.endpoint, self.form = bucket, endpoint, form
        self.prefix = prefix.strip("/") + "/" if prefix.strip("/") else ""
        self.requests = 0
        self._client: Any = None

    @property
    def name(self) -> str:
        """As a person gave it."""
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def client(self) -> Any:
        """The connection, made at the first use."""
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> Any:
        try:
            import boto3
            from botocore.config import Config
        except ImportError:
            hint = "python -m pip install 'boto3>=1.40', or the extra huozi[s3]"
            raise refused(self.name, "publishing to a bucket needs boto3", hint, status=2) from None
        config = Config(
            max_pool_connections=AT_ONCE,
            connect_timeout=10,
            read_timeout=60,
            retries={"mode": "standard", "total_max_attempts": _TRIES},
            # Checksums of later versions of the protocol are unknown to many servers.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        with self._refusals():
            client = boto3.session.Session().client(
                "s3", endpoint_url=self.endpoint or None, region_name=region, config=config
            )
            client.meta.events.register("before-send.s3", self._count)
            return client

    def _count(self, **_: object) -> None:
        self.requests += 1

    # -- records ---------------------------------------------------------------------------

    def read(self, path: str) -> RemoteRecord | None:
        """A record; None where there is none."""
        with self._refusals() as outcome:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + path)
            date = answer["ResponseMetadata"]["HTTPHeaders"].get("date", "")
            parsed = email.utils.parsedate_to_datetime(date) if date else None
            modified = answer["LastModified"]
            age = (parsed - modified).total_seconds() if parsed else 0.0
            return RemoteRecord(answer["Body"].read(), max(0.0, age))
        assert outcome.missing
        return None

    def write(self, path: str, data: bytes) -> None:
        """Writes a record."""
        with self._refusals():
            self._put_record(path, data)

    def create(self, path: str, data: bytes) -> bool:
        """Writes a record where there is none; whether it did. Where the server cannot write
        conditionally, it is asked before."""
        from botocore.exceptions import ClientError

        try:
            self._put_record(path, data, IfNoneMatch="*")
        except ClientError as fault:
            if _code(fault) in _NO_CONDITIONS:
                if self.read(path) is not None:
                    return False
                self.write(path, data)
            elif _code(fault) not in _EXISTS:
                raise self._stop(fault) from fault
        except Exception as fault:
            raise self._stop(fault) from fault
        # A server may ignore the condition; and where an answer was lost, the second try is
        # refused for what the first has written.
        record = self.read(path)
        return record is not None and record.data == data

    def _put_record(self, path: str, data: bytes, **conditions: str) -> None:
        self.client.put_object(
            Bucket=self.bucket,
            Key=self.prefix + path,
            Body=data,
            ContentType="application/json" if path.endswith(".json") else "application/gzip",
            CacheControl="no-store",
            **conditions,
        )

    # -- files -----------------------------------------------------------------------------

    def send(self, uploads: Sequence[Upload], done: Callable[[Sequence[Upload]], None]) -> None:
        """Puts files, several at once."""
        self._all(self._send, uploads, done)

    def _send(self, upload: Upload) -> None:
        for stored in self.form.objects(upload):
            with self._refusals():
                self.client.put_object(
                    Bucket=self.bucket, Key=self.prefix + stored.path, **_headers(stored)
                )

    def remove(self, paths: Sequence[str], done: Callable[[Sequence[str]], None]) -> None:
        """Deletes files, several at once: not all servers know how to delete many in a request."""
        self._all(self._remove, paths, done)

    def _remove(self, path: str) -> None:
        for name in self.form.names(path) if not path.startswith(FOLDER) else (path,):
            with self._refusals():
                self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def _all(
        self,
        work: Callable[[Any], None],
        items: Sequence[Any],
        done: Callable[[Sequence[Any]], None],
    ) -> None:
        """Does a work for each item; the first refusal ends all that have not begun."""
        _ = self.client
        waiting: dict[Future[None], Any] = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for item in items:
                    waiting[pool.submit(work, item)] = item
                    if len(waiting) >= 4 * AT_ONCE:
                        _collect(waiting, done)
                while waiting:
                    _collect(waiting, done)
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise

    def listing(self) -> Iterator[Listed]:
        """All files but the records of publications."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix
        )
        with self._refusals():
            for page in pages:
                for entry in page.get("Contents", ()):
                    path = entry["Key"][len(self.prefix) :]
                    if path and not path.startswith(FOLDER):
                        yield Listed(path, entry["Size"], entry["ETag"].strip('"').lower())

    def fetch(self, upload: Upload) -> tuple[bytes, str] | None:
        """A file's bytes and content type; None where there is none."""
        with self._refusals() as outcome:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + upload.path)
            data = answer["Body"].read()
            encoded = answer.get("ContentEncoding") == "gzip"
            return gzip.decompress(data) if encoded else data, str(answer["ContentType"])
        assert outcome.missing
        return None

    # -- refusals --------------------------------------------------------------------------

    @contextmanager
    def _refusals(self) -> Iterator[_Outcome]:
        """Makes a refusal of the server a Stop; what does not exist is passed over."""
        outcome = _Outcome()
        try:
            yield outcome
        except (Stop, GeneratorExit):
            raise
        except Exception as fault:
            if _code(fault) not in ("NoSuchKey", "404"):
                raise self._stop(fault) from fault
            outcome.missing = True

    def _stop(self, fault: Exception) -> Exception:
        """A refusal in one line; a fault of huozi as it is."""
        from botocore import exceptions as known

        code, where = _code(fault), self.endpoint or "the storage"
        if isinstance(fault, (known.NoCredentialsError, known.PartialCredentialsError)):
            hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
            return refused(self.name, "there are no credentials", hint, status=2)
        if code in _CREDENTIALS:
            hint = "look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do"
            return refused(self.name, f"the credentials are refused ({code})", hint)
        if code == "NoSuchBucket":
            return refused(self.name, "there is no such bucket", "make it, or look at --to")
        if code in _FULL:
            return refused(self.name, f"the storage is full ({code})", f"make room; {AGAIN}")
        if code == "NotImplemented" and self.form.redirects:
            hint = "set upload.redirects = false in site.toml: redirect pages do the same"
            return refused(self.name, "the storage knows no redirects", hint, status=2)
        if code:
            return refused(self.name, f"the storage refuses again and again ({code})")
        if isinstance(fault, (known.ParamValidationError, ValueError)):
            text = str(fault).strip().splitlines()[-1].strip()
            return refused(self.name, text, "look at --to and --endpoint", status=2)
        if isinstance(fault, (known.BotoCoreError, OSError)):
            kind = type(fault).__name__
            return refused(self.name, f"{where} cannot be reached, or breaks off ({kind})")
        return fault


class _Outcome:
    """What came of a request."""

    missing = False


def _collect(waiting: dict[Future[None], Any], done: Callable[[Sequence[Any]], None]) -> None:
    """Takes what is finished out of what is waiting. Raises what it raised."""
    finished, _ = wait(waiting, timeout=10, return_when=FIRST_COMPLETED)
    items = []
    try:
        for future in finished:
            item = waiting.pop(future)
            future.result()
            items.append(item)
    finally:
        done(items)


def _code(fault: Exception) -> str:
    """What the server calls its refusal; empty where it did not answer."""
    response = getattr(fault, "response", None)
    error = response.get("Error", {}) if isinstance(response, dict) else {}
    return str(error.get("Code", ""))


def _headers(stored: Object) -> dict[str, object]:
    headers: dict[str, object] = {
        "Body": stored.data,
        "ContentType": stored.type,
        "CacheControl": stored.cache,
    }
    if stored.encoding:
        headers["ContentEncoding"] = stored.encoding
    if stored.redirect:
        headers["WebsiteRedirectLocation"] = stored.redirect
    return headers
