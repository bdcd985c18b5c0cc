"""Publishing to a bucket, on a real S3 server behind a proxy that counts and fails."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from urllib.parse import unquote

from generator.publish.place import FOLDER
from tests.press.driver import Paper
from tests.publish.conftest import Publish, copy_of, start
from tests.publish.proxy import CUT, CUT_AFTER, FULL, PASS, REFUSE, UNKNOWN, always_pass
from tests.publish.storage import SECRET, USER, Storage, etags


def test_a_publication_sends_what_changed_and_nothing_else(
    publish: Publish, storage: Storage, paper: Paper
) -> None:
    first = publish("first")
    assert first.returncode == 0, first.stderr
    assert storage.paths() == etags(paper.root / "first")

    before, after = etags(paper.root / "first"), etags(paper.root / "second")
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    storage.proxy.log.clear()
    second = publish("second", "--json")
    assert second.returncode == 0, second.stderr
    assert storage.paths() == after
    requests = [f"{method} {path}" for method, path in storage.proxy.log]
    assert len(requests) <= len(changed) + 20
    assert not [request for request in requests if "list-type" in request or "HEAD" in request]
    report = json.loads(second.stdout)
    assert report["sent"] + report["deleted"] == len(changed)
    assert report["requests"] == len(requests)
    assert report["files"] == len(after)

    storage.proxy.log.clear()
    again = publish("second")
    assert again.stdout.startswith("nothing has changed since publication 2 at s3://")
    assert len(storage.proxy.log) <= 8


def test_new_files_go_first_and_deletions_last(publish: Publish, storage: Storage) -> None:
    publish("first")
    before = set(storage.paths())
    storage.proxy.log.clear()
    publish("second")
    head = f"/{storage.bucket}/paper/"
    log = [
        (method, unquote(path).removeprefix(head))
        for method, path in storage.proxy.log
        if not path.startswith(head + FOLDER)
    ]
    new = [at for at, (method, path) in enumerate(log) if method == "PUT" and path not in before]
    changed = [at for at, (method, path) in enumerate(log) if method == "PUT" and path in before]
    gone = [at for at, (method, _) in enumerate(log) if method == "DELETE"]
    assert new and changed and gone
    assert max(new) < min(changed) and max(changed) < min(gone)
    assets = [at for at in new if "/data/" in log[at][1] and "index.json" not in log[at][1]]
    assert max(assets) < min(set(new) - set(assets))
    assert log[max(changed)] == ("PUT", "index.html")
    writes = [path for method, path in storage.proxy.log if method == "PUT"]
    assert writes[-1].endswith(f"{FOLDER}publication.json")


def test_files_have_their_types_and_lifetimes(publish: Publish, storage: Storage) -> None:
    publish("second")
    page, feed = storage.head("index.html"), storage.head("feed.xml")
    assert page["content-type"] == "text/html; charset=utf-8"
    assert page["cache-control"] == "public, max-age=300"
    assert "content-encoding" not in page
    assert feed["content-type"] == "application/atom+xml; charset=utf-8"
    assert storage.head("sw.js")["cache-control"] == "no-cache"
    asset = next(path for path in storage.paths() if path.startswith("assets/style"))
    assert storage.head(asset)["cache-control"] == "public, max-age=31536000, immutable"
    assert storage.head(asset)["content-type"] == "text/css; charset=utf-8"


def test_texts_are_stored_compressed_where_the_paper_wants_it(
    publish: Publish, storage: Storage, paper: Paper
) -> None:
    publish("first")
    text = (paper.root / "site.toml").read_text("utf-8")
    paper.write("site.toml", text + '[upload]\ncompress = "gzip"\n')
    done = publish("first", "--json")
    # Every file is stored in another form, so every file is sent.
    assert json.loads(done.stdout)["sent"] == len(etags(paper.root / "first"))
    assert storage.head("index.html")["content-encoding"] == "gzip"
    stored = storage.get("index.html")
    assert stored and gzip.decompress(stored) == (paper.root / "first/index.html").read_bytes()
    assert publish("first", "--verify", "500").returncode == 0


def test_redirects_of_the_bucket_are_asked_for(
    publish: Publish, storage: Storage, paper: Paper
) -> None:
    text = (paper.root / "site.toml").read_text("utf-8")
    paper.write("site.toml", text + "[upload]\nredirects = true\n")
    done = publish("first")
    # Swift has no website hosting of this kind, and says so; Amazon's does.
    assert done.returncode == 2
    assert "knows no redirects; set upload.redirects = false" in done.stderr
    sent = storage.proxy.headers[f"/{storage.bucket}/paper/old/index.html"]
    assert sent["x-amz-website-redirect-location"] == "https://paper.example/2025/03-19/"


def test_wrong_credentials_are_one_line(publish: Publish, storage: Storage) -> None:
    wrong = "wrong-secret-of-nobody"
    done = publish("first", AWS_SECRET_ACCESS_KEY=wrong)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "the credentials are refused (SignatureDoesNotMatch)" in line
    assert wrong not in done.stderr and USER not in done.stderr
    none = publish("first", AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="")
    assert none.returncode == 2
    assert "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in none.stderr
    assert not storage.paths()


def test_credentials_are_written_nowhere(publish: Publish, paper: Paper, storage: Storage) -> None:
    publish("first")
    files = [file for file in paper.root.rglob("*") if file.is_file()]
    assert not [file for file in files if SECRET.encode() in file.read_bytes()]


def test_failing_answers_are_asked_again(publish: Publish, storage: Storage, paper: Paper) -> None:
    publish("first")

    def fate(method: str, path: str, number: int) -> str:
        return {3: REFUSE, 5: CUT, 9: CUT_AFTER}.get(number % 11, PASS)

    storage.proxy.decide = fate
    done = publish("second")
    assert done.returncode == 0, done.stderr
    assert storage.paths() == etags(paper.root / "second")


def test_a_lock_whose_answer_was_lost_is_held(publish: Publish, storage: Storage) -> None:
    def fate(method: str, path: str, number: int) -> str:
        is_first = (method, path) not in storage.proxy.log[:-1]
        return CUT_AFTER if method == "PUT" and path.endswith("lock.json") and is_first else PASS

    storage.proxy.decide = fate
    done = publish("first")
    assert done.returncode == 0, done.stderr


def test_a_storage_that_fails_for_good_is_one_line_and_the_next_run_goes_on(
    publish: Publish, storage: Storage, paper: Paper
) -> None:
    publish("first")
    before = storage.get(f"{FOLDER}publication.json")

    def full(method: str, path: str, number: int) -> str:
        return FULL if method == "PUT" and path.endswith("/feed.json") else PASS

    storage.proxy.decide = full
    done = publish("second")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "the storage is full (QuotaExceeded)" in line
    assert storage.get(f"{FOLDER}publication.json") == before
    assert storage.get("index.html") == (paper.root / "first/index.html").read_bytes()
    storage.proxy.decide = always_pass
    storage.proxy.log.clear()
    assert publish("second").returncode == 0
    assert storage.paths() == etags(paper.root / "second")


def test_a_lock_of_another_machine_is_respected(publish: Publish, storage: Storage) -> None:
    publish("first")
    lock = {"holder": "another", "run": "x", "machine": "desk-2"}
    storage.put(f"{FOLDER}lock.json", json.dumps(lock).encode())
    before = storage.paths()
    done = publish("second")
    assert done.returncode == 1
    assert "another huozi is publishing here, on desk-2; wait" in done.stderr
    assert storage.paths() == before


def test_a_storage_without_conditional_writes_has_a_lock_too(
    publish: Publish, storage: Storage, paper: Paper
) -> None:
    def fate(method: str, path: str, number: int) -> str:
        is_conditional = "if-none-match" in storage.proxy.headers.get(path, {})
        return UNKNOWN if method == "PUT" and is_conditional else PASS

    storage.proxy.decide = fate
    assert publish("first").returncode == 0
    assert storage.paths() == etags(paper.root / "first")
    test_a_lock_of_another_machine_is_respected(publish, storage)


def test_of_two_publishers_at_once_one_publishes(
    publish: Publish, storage: Storage, paper: Paper, tmp_path: Path
) -> None:
    publish("second")
    # As a workflow that brings back what an earlier run has saved, twice.
    clone = copy_of(paper, tmp_path / "clone", records=True)
    storage.proxy.delay = 0.4
    to = ("publish", "--to", f"s3://{storage.bucket}/paper", "--endpoint", storage.url)
    out = paper.root / "first"
    storage.proxy.log.clear()
    first = start(*to, "--out", str(out), site=paper.root)
    while not any(method == "PUT" for method, _ in storage.proxy.log):
        assert first.poll() is None
        time.sleep(0.02)
    second = start(*to, "--out", str(clone.root / "second"), site=clone.root)
    _, refusal = second.communicate(timeout=120)
    assert second.returncode == 1
    assert "another huozi is publishing here, on " in refusal
    _, errors = first.communicate(timeout=120)
    assert first.returncode == 0, errors
    assert storage.paths() == etags(out)
