"""QR codes, for links that are printed or shown on a screen."""

from __future__ import annotations

import io

import segno

_PIXELS_PER_MODULE = 8


def qr_png(text: str) -> bytes:
    """Draw a QR code as PNG, with the quiet margin of the standard; a sixth of it may be damaged."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=_PIXELS_PER_MODULE)
    return out.getvalue()
