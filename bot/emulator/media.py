"""Files: what a photo is, and how big."""

from __future__ import annotations

import hashlib
import struct

from bot.emulator.errors import bad_request
from bot.emulator.model import StoredFile

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def photo_size(content: bytes) -> tuple[int, int]:
    """Read width and height of a PNG, GIF or JPEG in pixels.

    Raises:
        ApiError: It is none of them.
    """
    try:
        if content.startswith(_PNG):
            return struct.unpack(">II", content[16:24])
        if content[:6] in (b"GIF87a", b"GIF89a"):
            return struct.unpack("<HH", content[6:10])
        if content.startswith(b"\xff\xd8"):
            return _jpeg_size(content)
    except (struct.error, IndexError):
        pass
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = struct.unpack(">xBH", content[at : at + 4])
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length


class Files:
    """Every file ever sent, by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, name: str, content: bytes, mime_type: str) -> StoredFile:
        """Store bytes; each upload gets ids of its own, as with the real server."""
        digest = hashlib.sha256(f"{len(self._by_id)}:{name}".encode() + content).hexdigest()
        safe = name.replace("/", "_").replace("\\", "_") or "file"
        stored = StoredFile(f"BQAC{digest[:40]}", f"AgAD{digest[40:54]}", safe, mime_type, content)
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)
