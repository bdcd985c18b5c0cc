"""Publishing to a machine: a real sshd and rsync."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.place import FOLDER
from tests.press.driver import Paper
from tests.publish.command import Done, run_huozi
from tests.publish.storage import etags

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The remote shell that leads to an sshd on this machine."""
    if not (Path(SSHD).exists() and shutil.which("rsync") and shutil.which("ssh")):
        pytest.skip("no sshd or no rsync: apt install openssh-server rsync")
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(words, check=True)
    shutil.copy(folder / "user.pub", folder / "keys")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"AuthorizedKeysFile {folder}/keys\nPidFile none\nStrictModes no\nUsePAM no\n"
        "LogLevel QUIET\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    sockets = tempfile.mkdtemp(prefix="ssh-")  # the path of a socket has to be short
    (folder / "config").write_text(
        f"Host paper.test\n  HostName 127.0.0.1\n  Port {port}\n  IdentityFile {folder}/user\n"
        f"  UserKnownHostsFile {folder}/known\n  StrictHostKeyChecking no\n  BatchMode yes\n"
        "  LogLevel ERROR\n"
        # One connection for all commands: to make one takes longer than what they do.
        f"  ControlMaster auto\n  ControlPath {sockets}/%C\n  ControlPersist 60\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "sshd_config")])
    command = f"ssh -F {folder}/config"
    for _ in range(100):
        if not subprocess.run([*command.split(), "paper.test", "true"], check=False).returncode:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the sshd does not answer")
    yield command
    subprocess.run([*command.split(), "-O", "exit", "paper.test"], check=False, capture_output=True)
    shutil.rmtree(sockets)
    process.terminate()
    process.wait()


def test_a_machine_gets_what_changed(shell: str, paper: Paper, tmp_path: Path) -> None:
    www = tmp_path / "www of the paper"

    def publish(day: str, *words: str, to: Path = www) -> Done:
        out = str(paper.root / day)
        place = f"ssh://paper.test{str(to).replace(' ', '%20')}"
        command = ("publish", "--to", place, "--out", out, *words)
        return run_huozi(*command, site=paper.root, env={"RSYNC_RSH": shell})

    def standing() -> dict[str, str]:
        return {path: tag for path, tag in etags(www).items() if not path.startswith(FOLDER)}

    done = publish("first")
    assert done.returncode == 0, done.stderr
    assert standing() == etags(paper.root / "first")
    untouched = (www / "about/index.html").stat().st_mtime_ns
    assert publish("second").returncode == 0
    assert standing() == etags(paper.root / "second")
    assert (www / "about/index.html").stat().st_mtime_ns == untouched
    assert not [
        folder for folder in www.rglob("*") if folder.is_dir() and not any(folder.iterdir())
    ]

    assert publish("second", "--verify", "2").stdout == "2 files compared, 0 not as published\n"
    assert publish("second", "--rollback").returncode == 0
    assert standing() == etags(paper.root / "first")

    (www / FOLDER / "publication.json").unlink()
    (www / "index.html").write_text("another hand")
    assert "the manifest is lost" in publish("second").stderr
    assert standing() == etags(paper.root / "second")

    (www / FOLDER / "lock.json").write_text('{"holder": "x", "machine": "desk-2"}')
    assert "is publishing here, on desk-2" in publish("first").stderr

    refused = publish("first", to=Path("/proc/paper"))
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1
    assert "refuses: " in refused.stderr


def test_a_machine_that_does_not_answer_is_one_line(paper: Paper) -> None:
    if not shutil.which("ssh"):
        pytest.skip("no ssh: apt install openssh-client")
    out = str(paper.root / "first")
    to = "ssh://127.0.0.1/srv/paper"
    env = {"RSYNC_RSH": "ssh -o BatchMode=yes -p 9"}
    done = run_huozi("publish", "--to", to, "--out", out, site=paper.root, env=env)
    assert done.returncode == 1
    assert "ssh://127.0.0.1/srv/paper:1:1: cannot be reached: " in done.stderr
    assert done.stderr.count("\n") == 1
