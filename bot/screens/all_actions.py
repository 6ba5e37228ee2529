"""Every button there is, by its code, and how the data of any of them is read back."""

from __future__ import annotations

from types import MappingProxyType, ModuleType

from bot.screens import (
    actions,
    after_actions,
    agenda_actions,
    asking_actions,
    finding_actions,
    hall_actions,
    handover_actions,
    moving_actions,
    organizer_actions,
    profile_actions,
    reason_actions,
    registering_actions,
    safety_actions,
    waiting_actions,
)
from bot.screens.callbacks import MAX_DATA_BYTES, Action

_MODULES = (
    actions,
    safety_actions,
    after_actions,
    agenda_actions,
    asking_actions,
    finding_actions,
    hall_actions,
    handover_actions,
    moving_actions,
    organizer_actions,
    profile_actions,
    reason_actions,
    registering_actions,
    waiting_actions,
)


def _kinds(module: ModuleType) -> list[type[Action]]:
    return [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Action)]


ALL = MappingProxyType({kind.code: kind for module in _MODULES for kind in _kinds(module) if kind.code})


def unpack(data: str) -> Action | None:
    """Read callback data; None for anything that no button of ours carries."""
    if not data.isascii() or len(data) > MAX_DATA_BYTES:
        return None
    code, *parts = data.split(":")
    kind = ALL.get(code)
    return kind.unpack_fields(parts) if kind else None
