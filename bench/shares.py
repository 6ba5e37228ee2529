"""Who spends the CPU of a bot: shares of what py-spy has sampled while people press.

py-spy record --nonblocking --format raw --rate 100 --duration 40 --pid PID --output bot.raw
python -m bench.shares bot.raw
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

# The first that fits the innermost file of a stack; a file that fits none is looked past, to who called it.
_PARTS = (
    ("SQLite, and what runs prepared statements", r"storage/sqlite"),
    ("our storage", r"storage/"),
    ("SQLAlchemy", r"sqlalchemy/"),
    ("HTTP (aiohttp)", r"aiohttp/|bot/botapi/transport"),
    ("python-telegram-bot", r"telegram/"),
    ("screens and texts", r"bot/screens/|bot/i18n|babel/"),
    ("rules and use cases", r"bot/(domain|usecases)/"),
    ("pacing", r"bot/botapi/(limiter|permits|pacing)"),
    ("handlers, intake, delivery", r"handlers/|bot/"),
)
_ELSE = "the event loop"
_LOOP = "_run_once"  # only what runs in it: other threads wait for the disk


def shares(lines: Iterable[str]) -> Counter[str]:
    """Count samples by part; a line is a stack, outermost first, and how often it was seen."""
    counts = Counter[str]()
    for line in lines:
        stack, _, number = line.rpartition(" ")
        _, loop, inside = stack.partition(_LOOP)
        if loop:
            counts[_part(inside)] += int(number)
    return counts


def _part(stack: str) -> str:
    for file in reversed(re.findall(r"\(([^()]*)\)", stack)):
        for part, pattern in _PARTS:
            if re.match(pattern, file):
                return part
    return _ELSE


def main(path: Path) -> None:
    counts = shares(path.read_text().splitlines())
    for part, number in counts.most_common():
        print(f"{number / counts.total():5.1%}  {part}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
