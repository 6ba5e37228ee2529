"""Settings, from the environment or ``.env``; each one that is wrong is named in one line."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_KEPT_IN = "link_secret"
_SECRET_BYTES = 32
_LAST_PORT = 65535
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{0,256}")  # what Telegram takes; empty: not given


class ConfigurationError(Exception):
    """The configuration cannot be used; the text has a line for each wrong setting."""


class Mode(StrEnum):
    """How updates come in: fetched from Telegram, or sent by Telegram to an address of ours."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port to listen on; port 0 is any free one."""

    host: str
    port: int


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which weight on lines are logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Settings(BaseSettings):
    """Every setting of the bot; ``.env.example`` explains each."""

    model_config = SettingsConfigDict(extra="ignore", env_file_encoding="utf-8")

    bot_token: SecretStr = SecretStr("")
    bot_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite+aiosqlite:///bilateral.db"
    organizers: Annotated[frozenset[int], NoDecode] = frozenset()
    mode: Mode = Mode.POLLING
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    listen: Annotated[Address | None, NoDecode] = None
    metrics_listen: Annotated[Address | None, NoDecode] = None
    public_url: str = ""
    link_secret: SecretStr = SecretStr("")
    backup_dir: Path | None = None
    backup_keep_days: Annotated[int, Field(ge=1, le=3650)] = 14
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT

    @field_validator("organizers", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        ids = [part for part in value.replace(" ", "").split(",") if part]
        if not all(part.isascii() and part.isdigit() for part in ids):
            raise ValueError("must be Telegram ids, which are numbers, separated by commas")
        return frozenset(map(int, ids))

    @field_validator("listen", "metrics_listen", mode="before")
    @classmethod
    def _host_and_port(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        host, _, port = value.strip().rpartition(":")
        if not value.strip():
            return None
        if not host or not port.isascii() or not port.isdigit() or int(port) > _LAST_PORT:
            raise ValueError("must be host:port, for example 127.0.0.1:8080")
        return Address(host.strip("[]"), int(port))

    @field_validator("public_url")
    @classmethod
    def _without_end(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment
        ):
            raise ValueError("must be an address such as https://bot.example.org")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (not value.startswith(("https://", "http://")) or not urlsplit(value).hostname):
            raise ValueError("must be an address such as https://bot.example.org/telegram")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_token(cls, value: SecretStr) -> SecretStr:
        if not _SECRET_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("must be 1 to 256 of the characters A-Z a-z 0-9 _ -")
        return value

    @field_validator("backup_dir", mode="before")
    @classmethod
    def _off_when_empty(cls, value: Any) -> Any:
        return value or None

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("bot_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @classmethod
    def load(cls, env_file: Path | None = Path(".env"), **given: Any) -> Self:
        """Read the settings; ``given`` go before the environment, that before the file.

        Raises:
            ConfigurationError: a setting has a wrong value.
        """
        try:
            settings = cls(_env_file=env_file, **given)  # type: ignore[call-arg] # pydantic-settings takes it
        except ValidationError as error:
            lines = [f"{_setting(problem)}: {_said(problem)}" for problem in error.errors()]
        else:
            lines = list(settings._missing())
        if lines:
            raise ConfigurationError("\n".join(lines))
        return settings

    def _missing(self) -> Iterator[str]:
        """Say what else a database or a mode needs, a line for each setting."""
        if not self.database_url.startswith("sqlite") and not self.link_secret.get_secret_value():
            yield "LINK_SECRET: is not set; processes that share a database must share it"
        if self.public_url and self.listen is None:
            yield "LISTEN: is not set; PUBLIC_URL leads to the host:port that the bot listens on"
        if self.mode is not Mode.WEBHOOK:
            return
        if not self.webhook_url:
            yield "WEBHOOK_URL: is not set; MODE=webhook needs the address that Telegram is to call"
        if self.listen is None and not self.public_url:
            yield "LISTEN: is not set; MODE=webhook needs host:port to listen on"

    def token(self) -> str:
        """Give the bot's token.

        Raises:
            ConfigurationError: there is none.
        """
        token = self.bot_token.get_secret_value()
        if not token:
            raise ConfigurationError("BOT_TOKEN: is not set; get one from @BotFather and put it into .env")
        return token

    @property
    def secret_file(self) -> Path:
        """Where the secret of personal links is kept when ``LINK_SECRET`` is unset, beside an SQLite file."""
        return _beside(self.database_url) / _KEPT_IN

    def webhook_token(self) -> str:
        """Give the secret that Telegram sends along with each update; made from two others when unset.

        Every process of a bot makes the same one, so that it does not matter which of them said it last.

        Raises:
            ConfigurationError: the link secret cannot be read or written.
        """
        if given := self.webhook_secret.get_secret_value():
            return given
        return hmac.new(self.secret(), f"webhook {self.token()}".encode(), sha256).hexdigest()

    def secret(self) -> bytes:
        """Give the secret that personal links are made with; made once beside the database when unset.

        Raises:
            ConfigurationError: the file with it cannot be read or written.
        """
        if given := self.link_secret.get_secret_value():
            return given.encode()
        path = self.secret_file
        try:
            if not path.exists():
                _write_new(path, secrets.token_urlsafe(_SECRET_BYTES))
            return path.read_text("utf-8").strip().encode()
        except OSError as error:
            reason = f"cannot be kept in {path} ({error.strerror}); set it in .env"
            raise ConfigurationError(f"LINK_SECRET: {reason}") from None


def _beside(database_url: str) -> Path:
    return Path(database_url.partition(":///")[2].partition("?")[0]).parent


def _write_new(path: Path, text: str) -> None:
    """Write a file that only its owner may read; whoever comes second keeps the first one's."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _setting(problem: Mapping[str, Any]) -> str:
    return str(problem["loc"][0]).upper() if problem["loc"] else "settings"


def _said(problem: Mapping[str, Any]) -> str:
    said = str(problem["msg"]).removeprefix("Value error, ")
    return f"{said} (got {problem['input']!r})" if _setting(problem) not in _SECRETS else said


_SECRETS = frozenset(
    {"BOT_TOKEN", "LINK_SECRET", "WEBHOOK_SECRET", "DATABASE_URL"}
)  # a wrong one is not repeated in a message
