from __future__ import annotations

import struct

from bot.files.qr import qr_png

LINK = "https://t.me/bilateral_bot?start=abcdefghijklmnopqrstuv"


def test_a_link_becomes_a_square_picture_large_enough_to_print() -> None:
    picture = qr_png(LINK)
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    # Version 4 holds 62 bytes at this level: 33 modules and 4 of margin at each side, 8 pixels each.
    assert (width, height) == (8 * 41, 8 * 41)


def test_the_same_link_gives_the_same_picture_and_another_one_another() -> None:
    assert qr_png(LINK) == qr_png(LINK)
    assert qr_png(LINK) != qr_png(LINK.upper())
