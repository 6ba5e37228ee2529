"""What a person sees, as data: made by screens, sent by ``bot.botapi``, readable in a test."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it does an action, opens a link, or copies a text."""

    label: str
    action: Action | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class PersonPicker:
    """A key under the text box with which the reader chooses one person in Telegram.

    ``request`` comes back with the choice, a signed number of 32 bits; ``hint`` stands in the empty text box.
    """

    label: str
    request: int
    hint: str = ""


class AttachmentKind(StrEnum):
    """How Telegram shows a file."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message: its bytes, or the id of one that Telegram has already."""

    kind: AttachmentKind
    name: str = ""
    content: bytes = b""
    file_id: str = ""


Rows = tuple[tuple[Button, ...], ...]
Menus = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""The commands of a menu with what they are for, by language code; "" is for everybody else."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: ``text`` is Bot API HTML, already escaped; ``rows`` are its buttons.

    With an attachment the text is its caption. A screen without rows has no keyboard. ``edits`` is the
    message whose place it takes, silently; ``pinned`` whether it is pinned from then on, None: as it is.
    ``instead_of`` is a message of the same chat that goes when this one has come. ``silent`` None: as its
    row says. A ``picker`` stays until a screen ``puts_away`` what there is of keys; neither goes with rows.
    ``menus`` become those of the chat before it comes.
    """

    text: str
    rows: Rows = ()
    attachment: Attachment | None = None
    silent: bool | None = None
    edits: int | None = None
    pinned: bool | None = None
    instead_of: int | None = None
    picker: PersonPicker | None = None
    puts_away: bool = False
    menus: Menus = ()
