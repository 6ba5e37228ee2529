"""The shape of every call's implementation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.emulator.params import Params
from bot.emulator.state import World

Method = Callable[[World, Params], Any]
