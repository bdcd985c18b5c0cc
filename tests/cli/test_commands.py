"""The command line: help, JSON, exit statuses, interruption."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import CLOCK, ROOT, example_site, huozi

COMMANDS = [[command] for command in main.COMMANDS]
COMMANDS += [["variants", does] for does in ("diff", "explain", "names")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = example_site(tmp_path_factory.mktemp("commands") / "paper")
    assert huozi("build", "--no-search", "--now", CLOCK, site=site).returncode == 0
    return site


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_example_in_help_is_parsed(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main.main([*words, "--help"])
    assert end.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    example = re.search(r"example: huozi (.+)$", text)
    assert example is not None
    given = shlex.split(example[1])
    assert given[: len(words)] == words
    assert main.parser().parse_args(given).command == words[0]
    assert "--json" in text and "--debug" in text


@pytest.mark.parametrize(
    "line",
    [
        "ingest",
        "build --no-search",
        "check",
        "doctor",
        "variants diff",
        "variants names",
        "variants explain 理发店",
        "merge nothing-here",
        "build --edition 2031-01-01",
        "serve --port 99999",
    ],
)
def test_json_prints_one_object_and_nothing_else(line: str, site: Path) -> None:
    done = huozi(*line.split(), "--json", site=site, env={"SOURCE_DATE_EPOCH": "1742428800"})
    assert done.returncode in (0, 1, 2), done.stderr
    assert isinstance(json.loads(done.stdout), dict)


@pytest.mark.parametrize("line", ["", "print", "build --edition", "variants", "check --format x"])
def test_unknown_arguments_are_wrong_usage(line: str, site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *line.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "usage: huozi" in done.stderr and "Traceback" not in done.stderr


def test_a_fault_of_huozi_is_one_line_and_a_traceback_elsewhere(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.cli.doctor.examine", lambda *_: 1 // 0)
    assert main.main(["doctor", "--json", "--site", str(site)]) == 70
    output = capsys.readouterr()
    assert output.err.count("\n") == 1
    (problem,) = json.loads(output.out)["problems"]
    assert problem["rule"] == "fault"
    log = Path(problem["hint"].removeprefix("the traceback is in "))
    assert "ZeroDivisionError" in log.read_text("utf-8")
    log.unlink()


def test_the_self_test_without_a_browser_reports_what_is_missing(site: Path) -> None:
    done = huozi("check", "--search", "--json", site=site, env={"HUOZI_CHROMIUM": "/no/where"})
    assert done.returncode == 2
    assert [problem["rule"] for problem in json.loads(done.stdout)["problems"]] == ["no-browser"]


def test_counts_have_singular_and_plural(tmp_path: Path) -> None:
    site = example_site(tmp_path / "paper")
    report = huozi("ingest", site=site).stdout
    assert "1 page read, 0 unchanged: " in report
    seed = next((site / "seeds").glob("*/01.txt"))
    seed.write_text("# 桥通车\n\n桥长一里。\n", "utf-8")
    shutil.rmtree(site / "content")
    report = huozi("build", "--no-search", "--now", CLOCK, site=site).stdout
    assert "1 edition, 1 article: " in report
    assert not re.search(r"\b1 (pages|files|editions|articles|characters)\b", report)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("after", [0.4, 0.8, 1.2])
def test_ctrl_c_leaves_whole_files(after: float, tmp_path: Path) -> None:
    site = example_site(tmp_path / "paper")
    assert huozi("build", "--now", CLOCK, site=site).returncode == 0
    stood = files(site / "output")
    toml = (site / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(toml + '\nfooter = ["另一行"]\n', "utf-8")
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--now", CLOCK]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    stderr = process.communicate(timeout=60)[1]
    assert process.returncode in (0, 130, -signal.SIGINT), stderr
    left = files(site / "output")
    assert huozi("build", "--now", CLOCK, site=site).returncode == 0
    if process.returncode == 130:
        assert stderr.strip().endswith("every file stands whole, the next run goes on")
        rebuilt = files(site / "output")
        for path, data in left.items():
            assert ".part" in path or data in (stood.get(path), rebuilt.get(path)), path
        assert not any(".part" in path for path in rebuilt)
    assert "另一行" in (site / "output" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("streams", ["2>errors", "2>&1"])
def test_a_closed_pipe_ends_a_command_without_an_error(
    streams: str, buffered: bool, site: Path, tmp_path: Path
) -> None:
    """As with any program whose output goes to head: whatever is said, on either stream."""
    env = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    env |= {"PYTHONUNBUFFERED": "" if buffered else "1"}
    lines = ["check", "doctor --json", "build --no-search", "variants explain 理发店"]
    if streams == "2>&1":
        lines.append("build --now nonsense")
    for line in lines:
        command = shlex.join(
            [sys.executable, "-m", "generator", *line.split(), "--site", str(site)]
        )
        script = f"{command} {streams} | true; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            env=env,
        )
        assert (done.stdout.split(), done.stderr) == (["141"], ""), script
        errors = tmp_path / "errors"
        assert not errors.exists() or "roken" not in errors.read_text("utf-8")
    assert not list(tmp_path.glob("huozi-*.log"))
