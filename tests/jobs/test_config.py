"""A wrong setting is one sentence that names it and, where it may hold a password, does not repeat it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jobs.config import load
from jobs.errors import SettingError

WRONG = [
    ("PORT", "eighty"),
    ("REGIONS", ""),
    ("REGIONS", "14"),
    ("PROXIES", "9"),
    ("ROUND_MINUTES", "0"),
    ("SMTP_SECURITY", "ssl"),
    ("LOG_LEVEL", "loud"),
    ("DEMO", "maybe"),
    ("DATABASE_URL", "tongpin.db"),
    ("DATABASE_URL", "mysql://me:hunter22@db/tongpin"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "postgresql://me:hunter22@db:port/tongpin"),
    ("DATA_DIR", ""),
    ("HOST", ""),
    ("BASE_URL", "jobs.example.org"),
    ("BASE_URL", "ftp://jobs.example.org/"),
    ("BASE_URL", "https://jobs.example.org/site/"),
    ("BASE_URL", "https://jobs.example.org/\nX: y"),
    ("TRUSTED_HOSTS", "https://jobs.example.org/"),
    ("TRUSTED_HOSTS", "jobs.example.org, a b"),
    ("CONTACT", "me@example.org\r\nX-Evil: 1"),
    ("CONTACT", "大同市"),
    ("MAIL_FROM", "同聘"),
    ("MAIL_FROM", "a@b@c"),
    ("MAIL_FROM", "us@example.org\nBcc: all@example.org"),
    ("SECRET_KEY", "hunter22"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"TONGPIN_{name}", value)
    with pytest.raises(SettingError) as caught:
        load()
    said = str(caught.value)
    assert said.startswith(f"TONGPIN_{name}: ")
    assert "\n" not in said
    assert "hunter22" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://me:pw@db/tongpin"),
        ("DATABASE_URL", "postgresql+psycopg://db/tongpin"),
        ("DATABASE_URL", "sqlite:////srv/tongpin.sqlite3"),
        ("BASE_URL", "https://jobs.example.org/"),
        ("BASE_URL", "http://[::1]:8000"),
        ("BASE_URL", "http://大同.example"),
        ("TRUSTED_HOSTS", "jobs.example.org, www.jobs.example.org,127.0.0.1"),
        ("CONTACT", "https://example.org/about"),
        ("MAIL_FROM", "同聘 <tongpin@example.org>"),
    ],
)
def test_a_right_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"TONGPIN_{name}", value)
    load()


def test_a_settings_file_that_is_no_text_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00TONGPIN_PORT=1")
    with pytest.raises(SettingError, match=r"^\.env: "):
        load()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(SettingError, match=r"^TONGPIN_DATA_DIR: .* cannot be written to"):
        load(data_dir=tmp_path).folder()
