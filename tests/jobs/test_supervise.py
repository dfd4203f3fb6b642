"""Several commands run as one: started in order, ended together, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: A child that says its pid and ends politely, unless told to be stubborn.
CHILD = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(float(sys.argv[2]))
sys.exit(int(sys.argv[3]))
"""
MAIN = """
import sys
from jobs.supervise import Command, run
first, together = eval(sys.argv[1])
sys.exit(run([Command(*c) for c in first], [Command(*c) for c in together], "ready"))
"""


def command(path: Path, seconds: float, code: int = 0) -> tuple[str, tuple[str, ...]]:
    return path.name, ("-c", CHILD, str(path), str(seconds), str(code))


def start(first: list[object], together: list[object]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, repr((first, together))], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for(*paths: Path) -> list[int]:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if all(path.exists() and path.read_text() for path in paths):
            return [int(path.read_text()) for path in paths]
        time.sleep(0.02)
    raise AssertionError(f"not started: {paths}")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_and_is_no_failure(tmp_path: Path, number: int) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    program = start([command(tmp_path / "first", 0)], [command(one, 60), command(two, 60)])
    pids = wait_for(one, two)
    program.send_signal(number)
    out, err = program.communicate(timeout=15)
    assert (program.returncode, out, err) == (0, "ready\n", "")
    assert not any(map(alive, pids))


def test_a_signal_during_the_first_command_ends_it(tmp_path: Path) -> None:
    first, later = tmp_path / "first", tmp_path / "later"
    program = start([command(first, 60)], [command(later, 60)])
    (pid,) = wait_for(first)
    program.send_signal(signal.SIGTERM)
    assert program.wait(15) == 0
    assert not alive(pid)
    assert not later.exists()
    program.communicate()


def test_a_child_that_ends_is_told_of_and_ends_the_others(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    program = start([], [command(one, 60), command(two, 0.5, 7)])
    pid, _ = wait_for(one, two)
    _, err = program.communicate(timeout=15)
    assert program.returncode == 7
    assert "two" in err
    assert not alive(pid)


def test_a_first_command_that_fails_starts_nothing(tmp_path: Path) -> None:
    program = start([command(tmp_path / "first", 0, 2)], [command(tmp_path / "later", 60)])
    _, err = program.communicate(timeout=15)
    assert program.returncode == 2
    assert "first" in err
    assert not (tmp_path / "later").exists()
