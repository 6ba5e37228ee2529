"""Repository of what people change of themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.usecases.files import WallWindow


class Profiles(Protocol):
    """Profiles, photos and windows as their owners want them; each change is theirs from then on."""

    async def save(self, person: Participant, edited: Collection[str], *, listed: bool = True) -> None:
        """Keep somebody's profile and photo, and which fields he changed himself.

        ``listed`` False: nothing is changed that a list, a search or a filter shows.
        """
        ...

    async def note_edited(self, participant_id: int, edited: Collection[str]) -> None:
        """Note which fields somebody changed himself, in place of those noted before."""
        ...

    async def email_owner(self, event_id: int, email: str) -> int | None:
        """Give the participant of an event whose address this is, however it is capitalized."""
        ...

    async def hide(self, person: Participant, *, hidden: bool) -> None:
        """Take somebody out of the directory, or put him back."""
        ...

    async def times_draft(self, participant_id: int) -> tuple[WallWindow, ...] | None:
        """Give the meeting times that somebody has chosen and not kept yet; None: nothing."""
        ...

    async def save_times_draft(self, participant_id: int, windows: Sequence[WallWindow] | None) -> None:
        """Note them in place of those noted before; None: nothing any more."""
        ...

    async def set_windows(self, person: Participant, event: Event, windows: Sequence[WallWindow]) -> None:
        """Put windows in place of somebody's."""
        ...
