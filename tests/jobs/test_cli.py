"""The operator's commands, as a person runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.cli import check_port, main
from jobs.config import Settings, load
from jobs.store import Store
from tests.store_samples import NOW, card, keep, post

ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGPIN_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def jobs(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m jobs` in a folder that is not ours."""
    command = [sys.executable, "-m", "jobs", *args]
    return subprocess.run(command, check=False, cwd=folder, env=environment(**more), capture_output=True, text=True, timeout=60)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_init_makes_a_database_in_the_folder_it_is_started_in(tmp_path: Path) -> None:
    done = jobs(tmp_path, "init")
    assert (done.returncode, done.stderr) == (0, "")
    assert "大同市" in done.stdout
    assert (tmp_path / "var" / "tongpin.sqlite3").exists()
    assert jobs(tmp_path, "init").returncode == 0


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TONGPIN_PORT", "eighty"),
        ("TONGPIN_REGIONS", "999999"),
        ("TONGPIN_REGIONS", "大同"),
        ("TONGPIN_DATA_DIR", "/proc/nowhere"),
    ],
)
@pytest.mark.parametrize("command", ["init", "run", "stats", "serve"])
def test_a_wrong_setting_is_one_sentence_and_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, setting: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(setting, value)
    done = CliRunner().invoke(main, [command])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{setting}: ")
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_a_sentence(tmp_path: Path, port: int) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        done = jobs(tmp_path, "serve", TONGPIN_PORT=str(port))
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("host", "address"), [("localhost", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0")])
def test_the_server_is_given_an_ip_address(tmp_path: Path, port: int, host: str, address: str) -> None:
    assert check_port(load(data_dir=tmp_path, host=host, port=port)) == address


def test_the_site_alone_ends_when_the_terminal_tells_all_its_processes(tmp_path: Path, port: int) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TONGPIN_PORT": str(port)}
    program = subprocess.Popen(
        [sys.executable, "-m", "jobs", "serve"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        until = time.monotonic() + 40
        while not _answers(port) and time.monotonic() < until:
            time.sleep(0.1)
        os.killpg(program.pid, signal.SIGINT)
        assert program.wait(15) == 0
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    jobs(tmp_path, "init")
    path = tmp_path / "var" / "tongpin.sqlite3"
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    done = jobs(tmp_path, "stats")
    assert done.returncode == 1
    assert done.stderr.startswith("NewerDatabase: ")
    assert "Traceback" not in done.stderr


def test_stats_of_an_empty_database(tmp_path: Path) -> None:
    done = jobs(tmp_path, "stats")
    assert (done.returncode, done.stderr) == (0, "")
    assert "大同市：在招岗位 0" in done.stdout


def test_reindex_vacuum_and_stats_tell_the_host_what_there_is(tmp_path: Path) -> None:
    jobs(tmp_path, "init")
    store = Store.open(f"sqlite:///{tmp_path / 'var' / 'tongpin.sqlite3'}", index=tmp_path / "var" / "index")
    store.register([card("board")])
    for number in range(30):
        keep(store, post(f"{number}", f"焊工{number}", description="负责焊接。" * 3000))
    with store.writing() as writing:
        for number in range(20):
            writing.close_sighting("board", f"{number}", "x", NOW)
    store.checkpoint()
    assert store.facts().index.posts is None
    done = jobs(tmp_path, "reindex")
    assert (done.returncode, done.stdout, done.stderr) == (0, "搜索索引已重建：10 个岗位\n", "")
    assert store.facts().index.posts == 10
    done = jobs(tmp_path, "vacuum")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("收回 ")
    assert store.facts().free == 0
    store.close()
    told = jobs(tmp_path, "stats").stdout
    assert "搜索索引：10 个岗位，1 段" in told
    assert re.search(r"post +30 行", told)


def test_names_reads_a_file_and_standard_input(tmp_path: Path) -> None:
    text = "本报讯 日前，大同示例重工有限公司新厂房投产。"
    (tmp_path / "story.txt").write_text(text)
    one = jobs(tmp_path, "names", "story.txt")
    assert one.returncode == 0
    assert "大同示例重工有限公司" in one.stdout
    done = CliRunner().invoke(main, ["names", "-"], input=text)
    assert done.output == one.stdout
    rows = "".join(json.dumps({"id": number, "text": said}) + "\n" for number, said in enumerate((text, "没有企业。")))
    lines = CliRunner().invoke(main, ["names", "-", "--lines"], input=rows)
    assert len(lines.output.splitlines()) == 2


def test_settings_names_every_setting_and_its_output_is_a_good_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(main, ["settings"])
    assert done.exit_code == 0
    for name, field in Settings.model_fields.items():
        assert f"TONGPIN_{name.upper()}=" in done.output
        assert field.description
        assert field.description in done.output
    uncommented = re.sub(r"^#(TONGPIN_)", r"\1", done.output, flags=re.MULTILINE)
    (tmp_path / ".env").write_text(uncommented)
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("TONGPIN_"):
            monkeypatch.delenv(name)
    assert load() == Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings takes it


def test_settings_as_markdown_is_a_table() -> None:
    done = CliRunner().invoke(main, ["settings", "--markdown"])
    rows = [line for line in done.output.splitlines() if line.startswith("| `TONGPIN_")]
    assert len(rows) == len(Settings.model_fields)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_brings_the_site_up_though_no_source_can_be_reached(tmp_path: Path, port: int, number: int) -> None:
    command = [sys.executable, "-m", "jobs", "run"]
    # A name server that is none: every source fails as it does on a machine without a network.
    with (tmp_path / "err").open("w") as err, (tmp_path / "out").open("w") as out:
        program = subprocess.Popen(command, cwd=tmp_path, env=environment(TONGPIN_PORT=str(port)), stdout=out, stderr=err)
    try:
        assert "大同" in page(f"http://127.0.0.1:{port}/r/140200-datong/", program)
        assert page(f"http://127.0.0.1:{port}/readyz", program) == "ready\n"
    finally:
        program.send_signal(number)
        code = program.wait(40)
    assert code == 0
    assert "Traceback" not in (tmp_path / "err").read_text()
    assert f"http://127.0.0.1:{port}/" in (tmp_path / "out").read_text()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)


def page(url: str, program: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 90
    while time.monotonic() < until and program.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the page did not come")
