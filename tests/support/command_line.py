"""The command line as an operator types it, in the test's process or in one of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import application
from bot.config import Settings

_SETTINGS = tuple(name.upper() for name in Settings.model_fields)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it wrote to standard output."""
        return self.out.splitlines()

    @property
    def reasons(self) -> list[str]:
        """What it wrote to standard error."""
        return self.err.splitlines()


@dataclass
class CommandLine:
    """Commands in a folder of their own, with settings from ``env`` alone."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, **env: str) -> Outcome:
        """Run a command in this process."""
        return self.fed("", *words, **env)

    def fed(self, stdin: str, *words: str, **env: str) -> Outcome:
        """Run a command that reads ``stdin``."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            blank: Mapping[str, str | None] = dict.fromkeys(_SETTINGS)
            done = CliRunner().invoke(application(), words, input=stdin, env={**blank, **self.env, **env})
        finally:
            os.chdir(before)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Outcome(done.exit_code, done.stdout, done.stderr)

    async def beside(self, *words: str, **env: str) -> Outcome:
        """Run a command in a thread, while the test's own event loop serves it."""
        return await asyncio.to_thread(self, *words, **env)

    async def process(self, *words: str, **env: str) -> Outcome:
        """Run a command as ``python -m bot`` in a process of its own."""
        process = await self.start(*words, **env)
        out, err = await process.communicate()
        return Outcome(process.returncode or 0, out.decode(), err.decode())

    async def start(self, *words: str, **env: str) -> asyncio.subprocess.Process:
        """Start such a process."""
        kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-W", "error", "-m", "bot", *words),
            cwd=self.folder,
            env={**kept, **self.env, **env},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    def write(self, name: str, text: str) -> str:
        """Put a file into the folder; gives its name."""
        (self.folder / name).write_text(text, "utf-8")
        return name
