"""Every setting once: name, type, default, help. The only reader of the environment.

A setting FOO is read from the environment variable TONGPIN_FOO, or from the file `.env` in the
folder the program is started in. `.env.example` and docs/settings.md are made from this file by
`python -m jobs settings`, and a test holds them together.
"""

from __future__ import annotations

import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from jobs.errors import SettingError

PREFIX = "TONGPIN_"
#: Settings that may hold a password: a sentence about them does not repeat what was given.
_HIDDEN = frozenset({"database_url", "secret_key", "smtp_password"})
_DATABASE = re.compile(r"sqlite:///.|postgres(?:ql)?(?:\+psycopg)?://.")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[\w.-]{1,253}|[0-9a-fA-F:]{2,39}")


class Settings(BaseSettings):
    """The settings of one installation. Frozen: a change needs a restart."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, str_strip_whitespace=True
    )

    data_dir: Path = Field(Path("var"), description="Folder for the database, the search index, the secret and, in the demo, the mail.")
    database_url: str = Field(
        "", description="SQLAlchemy address; empty: SQLite in data_dir. postgresql://user:password@host/name for PostgreSQL."
    )
    regions: Annotated[tuple[str, ...], NoDecode] = Field(
        ("140200",), description="GB/T 2260 codes of the places this installation covers, separated by commas. The first is the home page."
    )
    host: str = Field("127.0.0.1", description="Address the site listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port the site listens on.")
    base_url: str = Field("", description="Public address of the site, used in mail and in our User-Agent; empty: http://host:port.")
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Further host names under which the site answers, separated by commas. Others get a page that says so."
    )
    proxies: int = Field(0, ge=0, le=5, description="How many reverse proxies stand in front of the site and set X-Forwarded-*.")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs links and forms; empty: made once and kept in data_dir/secret_key.")
    contact: str = Field("", description="Address or page where a site's owner reaches you; shown in our User-Agent and on the site.")
    round_minutes: int = Field(10, ge=1, le=1440, description="Minutes between two looks at what is due.")
    fetch_workers: int = Field(
        8, ge=1, le=64, description="How many sites are read at the same time. One site is never read twice at once."
    )
    smtp_host: str = Field("", description="Mail server; empty: no mail is sent and the site offers no alerts.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="How the connection to the mail server is secured.")
    smtp_user: str = Field("", description="User at the mail server; empty: no login.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    mail_from: str = Field("", description="Sender of our mail, for example 同聘 <tongpin@example.org>. Needed with smtp_host.")
    demo: bool = Field(
        False, description="Set by `make demo`: the site says that everything on it is made up, mail goes into data_dir/mail."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("regions", "trusted_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("regions")
    @classmethod
    def _codes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or any(len(code) != 6 or not code.isdigit() for code in value):
            raise ValueError("needs GB/T 2260 codes of six digits, such as 140200")
        return value

    @field_validator("data_dir", "host", mode="before")
    @classmethod
    def _something(cls, value: object) -> object:
        if isinstance(value, str) and not value.strip():
            raise ValueError("must not be empty")
        return value

    @field_validator("base_url", "contact", "mail_from", "smtp_host", "smtp_user", "database_url", "host")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if _CONTROL.search(value):
            raise ValueError("must be one line without control characters")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not _DATABASE.match(value):
            raise ValueError("must begin with postgresql://… or sqlite:///…, or be empty")
        _ = urlsplit(value).port  # raises ValueError, which names the port
        return value

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or parts.path.strip("/")):
            raise ValueError("must be an address such as https://jobs.example.org, without a path")
        return value

    @field_validator("trusted_hosts")
    @classmethod
    def _host_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_HOST.fullmatch(name) for name in value):
            raise ValueError("needs host names without scheme, port or path, such as jobs.example.org")
        return value

    @field_validator("contact")
    @classmethod
    def _header_text(cls, value: str) -> str:
        if not value.isascii():
            raise ValueError("goes into an HTTP header: an e-mail or web address in ASCII")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value and not re.fullmatch(r"[^\s@]{1,64}@[^\s@]{1,255}", parseaddr(value)[1]):
            raise ValueError("needs a sender such as 同聘 <tongpin@example.org>")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 16:
            raise ValueError("needs at least 16 characters, or none")
        return value

    @property
    def database(self) -> str:
        """The SQLAlchemy address, with the driver we ship."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.absolute() / 'tongpin.sqlite3'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def index(self) -> Path:
        """The folder of the search index. It is made from the database and may be thrown away."""
        return self.data_dir.absolute() / "index"

    @property
    def public_url(self) -> str:
        """The site's public address, without a slash at the end."""
        return (self.base_url or self.local_url).rstrip("/")

    @property
    def local_url(self) -> str:
        """Where the site listens, as an address for a browser on this machine."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    @property
    def user_agent(self) -> str:
        """Our name on the web: who we are and where we can be reached."""
        return (
            f"TongpinBot/0.1 (+{self.public_url}/about/; {self.contact})" if self.contact else f"TongpinBot/0.1 (+{self.public_url}/about/)"
        )

    def folder(self) -> Path:
        """The data folder, made if it was not there. Raises SettingError."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError(f"{PREFIX}DATA_DIR: {self.data_dir} cannot be made ({error.strerror})") from error
        if not os.access(self.data_dir, os.W_OK | os.X_OK):
            raise SettingError(f"{PREFIX}DATA_DIR: {self.data_dir} cannot be written to")
        return self.data_dir

    def secret(self) -> str:
        """The signing key, made on first use and kept readable for us alone."""
        if given := self.secret_key.get_secret_value():
            return given
        path = self.data_dir / "secret_key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(f".{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48))
            try:
                path.hardlink_to(fresh)  # the first of two processes wins; the other reads what it wrote
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text().strip()


def load(**overrides: object) -> Settings:
    """Read the settings. Raises SettingError with a sentence that names the first wrong one."""
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks each value itself
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        got = "" if field in _HIDDEN else f" (got {first['input']!r})"
        name = f"{PREFIX}{field.upper()}" if field else "a setting"
        raise SettingError(f"{name}: {first['msg'].removeprefix('Value error, ')}{got}") from None  # the cause repeats the value
    except (UnicodeDecodeError, OSError) as error:
        raise SettingError(f".env: cannot be read as UTF-8 text ({error})") from error
    if settings.smtp_host and not settings.mail_from:
        raise SettingError(f"{PREFIX}MAIL_FROM: needed when {PREFIX}SMTP_HOST is set")
    return settings
