"""JSON as it goes over the wire."""

from __future__ import annotations

import json
from typing import Any


def encoded(value: Any) -> bytes:
    """Encode compactly, as the real server does."""
    return json.dumps(value, separators=(",", ":")).encode()
