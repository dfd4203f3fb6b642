"""The clock: one round for cron, rounds until a signal, one clock a folder."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.blocking import BlockingScheduler

import scheduler
from demo.sites import serve

ROOT = Path(__file__).resolve().parents[1]


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGPIN_")}
    return {**kept, "PYTHONPATH": str(ROOT), "TONGPIN_DATA_DIR": str(folder / "var"), **more}


def run(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], check=False, cwd=folder, env=environment(folder, **more), capture_output=True, text=True, timeout=100
    )


@contextmanager
def started(folder: Path, *args: str) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, *args], cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield program
    finally:
        if program.poll() is None:
            program.kill()
        program.communicate()


def wait_for(path: Path, newer: float = 0.0) -> float:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        if path.exists() and path.stat().st_mtime > newer:
            return path.stat().st_mtime
        time.sleep(0.05)
    raise AssertionError(f"{path.name} was not written")


def test_once_reads_the_sources_and_names_those_that_failed(tmp_path: Path) -> None:
    with serve() as sites:
        done = run(tmp_path, "-m", "demo", "once", json.dumps(dict(sites.address)))
    assert (done.returncode, done.stderr) == (0, "")
    assert "45" in done.stdout
    assert "示例会员招聘网：网站的 robots.txt 不允许读取这一页" in done.stdout


def test_once_with_sources_out_of_reach_is_no_failure_of_ours(tmp_path: Path) -> None:
    with serve() as sites:
        gone = dict(sites.address)
    done = run(tmp_path, "-m", "demo", "once", json.dumps(gone))
    assert (done.returncode, done.stderr) == (0, "")
    assert "7 个来源有失败" in done.stdout


@pytest.mark.parametrize(("name", "value"), [("TONGPIN_ROUND_MINUTES", "soon"), ("TONGPIN_DATA_DIR", "/proc/nowhere")])
def test_a_wrong_setting_is_a_sentence_and_code_2(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, "-m", "scheduler", "once", **{name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name}: ")
    assert done.stderr.count("\n") == 1


def test_the_clock_gives_signs_of_life_and_ends_at_a_signal(tmp_path: Path) -> None:
    with serve() as sites, started(tmp_path, "-m", "demo", "clock", json.dumps(dict(sites.address))) as clock:
        wait_for(tmp_path / "var" / "clock.alive")
        time.sleep(2)
        clock.send_signal(signal.SIGTERM)
        _, err = clock.communicate(timeout=35)
    assert clock.returncode == 0
    assert "Traceback" not in err
    assert "the clock stopped" in err
    with sqlite3.connect(tmp_path / "var" / "tongpin.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_second_clock_on_the_same_folder_does_not_run(tmp_path: Path) -> None:
    with serve() as sites, started(tmp_path, "-m", "demo", "clock", json.dumps(dict(sites.address))):
        wait_for(tmp_path / "var" / "clock.alive")
        second = run(tmp_path, "-m", "demo", "clock", json.dumps(dict(sites.address)))
    assert second.returncode == 0
    assert "另一个时钟" in second.stderr


def test_a_lock_left_by_a_power_cut_is_none(tmp_path: Path) -> None:
    with serve() as sites:
        where = json.dumps(dict(sites.address))
        with started(tmp_path, "-m", "demo", "clock", where) as clock:
            alive = wait_for(tmp_path / "var" / "clock.alive")
            clock.kill()
            clock.wait(10)
        with started(tmp_path, "-m", "demo", "clock", where):
            wait_for(tmp_path / "var" / "clock.alive", newer=alive)


def test_a_jump_of_the_systems_time_makes_all_due(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stop, ran = BlockingScheduler(timezone="UTC"), threading.Event(), threading.Event()
    clock.add_job(ran.set, "interval", hours=5)
    clock_thread = threading.Thread(target=clock.start)
    clock_thread.start()
    real = time.time
    watch = threading.Thread(target=scheduler.watch, args=(clock, stop, 0.05))
    watch.start()
    time.sleep(0.3)
    assert not ran.is_set()
    monkeypatch.setattr(scheduler.time, "time", lambda: real() - timedelta(hours=1).total_seconds())
    assert ran.wait(5)
    stop.set()
    watch.join()
    clock.shutdown()
    clock_thread.join()


def test_past_issues_of_a_paper_are_queued_beside_a_clock_that_runs(tmp_path: Path) -> None:
    with started(tmp_path, "-c", "import scheduler, sys; sys.exit(scheduler.main([], {}))"):
        wait_for(tmp_path / "var" / "clock.alive")
        done = run(tmp_path, "-m", "scheduler", "backfill", "datong-daily", "--from", "2026-01-01", "--to", "2026-01-31")
    assert (done.returncode, done.stderr) == (0, "")
    assert "共 31 期，新排入 31 期" in done.stdout
    wrong = run(tmp_path, "-m", "scheduler", "backfill", "boss", "--from", "2026-01-01", "--to", "2026-01-31")
    assert wrong.returncode == 2
    assert "能回填的：datong-daily" in wrong.stderr
