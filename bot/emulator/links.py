"""Which links the Bot API takes, and the form in which it gives them back."""

from __future__ import annotations

from urllib.parse import urlsplit

_WEB = frozenset({"http", "https"})
_APP = frozenset({"tg", "ton", "tonsite"})


class LinkError(ValueError):
    """Why a link is refused, as the real server words it."""


def checked_link(url: str) -> str:
    """Give the link as the server stores it.

    Raises:
        LinkError: The protocol is unknown or the host is not a public name ("localhost" is refused).
    """
    cleaned = url.strip()
    try:
        parts = urlsplit(cleaned if "://" in cleaned or cleaned.startswith("tg:") else f"http://{cleaned}")
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise LinkError("Wrong HTTP URL") from None
    if parts.scheme in _APP:
        return cleaned
    if parts.scheme not in _WEB:
        raise LinkError("Unsupported URL protocol")
    if not host:
        raise LinkError("URL host is empty")
    if ("." not in host and ":" not in host) or any(c.isspace() for c in cleaned):
        raise LinkError("Wrong HTTP URL")
    return (parts if parts.path else parts._replace(path="/")).geturl()
