"""What handlers get from the composition root."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.botapi.metrics import Metrics
from bot.botapi.tasks import Nursery
from bot.domain.searching import Similar
from bot.i18n import Languages
from bot.usecases.clock import Clock
from bot.usecases.files import Files
from bot.usecases.ports import Database
from bot.usecases.times import TimeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What intake and delivery run on.

    ``clock`` is the product's and may be moved in a demo; ``machine`` is never moved: leases and
    time-outs go by it.
    """

    database: Database
    clock: Clock
    machine: Clock
    nursery: Nursery
    metrics: Metrics = field(default_factory=Metrics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services(Runtime):
    """Everything that lives as long as the process."""

    link_secret: bytes
    bot_username: str
    inline_mode: bool  # whether it is switched on at @BotFather
    organizers: frozenset[int]
    languages: Languages
    similar: Similar
    time_words: TimeWords
    files: Files
    public_url: str = ""  # where the web port is reached from outside; empty: not at all
    backup_days: int = 0  # for how many days scheduled backups are kept; 0: none are made
