"""The contact file: every line is one that a phone reads, whatever stands in a profile."""

from __future__ import annotations

from bot.domain.contacts import BusinessCard, Contact
from bot.files.contacts import contacts_file

ADA = BusinessCard(
    "Ştefania Łuczak-Nagy",
    Contact("stefania@example.org", "+40 700 000 000", "stefania"),
    "Head; of, R&D",
    "Școala de Date",
    "https://example.org/?a=1&b=2",
    "Cluj Innovation Days",
)


def lines_of(content: bytes) -> list[str]:
    """Give the lines of a file, unfolded."""
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_card_says_who_it_is_and_how_to_reach_them() -> None:
    assert lines_of(contacts_file([ADA])) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Ştefania Łuczak-Nagy",
        "N:Łuczak-Nagy;Ştefania;;;",
        "ORG:Școala de Date",
        r"TITLE:Head\; of\, R&D",
        "EMAIL;TYPE=INTERNET:stefania@example.org",
        "TEL;TYPE=VOICE:+40 700 000 000",
        "NOTE:Cluj Innovation Days",
        "URL:https://example.org/?a=1&b=2",
        "URL:https://t.me/stefania",
        "END:VCARD",
    ]


def test_what_is_empty_is_left_out_and_one_word_is_a_given_name() -> None:
    assert lines_of(contacts_file([BusinessCard("Ana", Contact())])) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Ana",
        "N:;Ana;;;",
        "END:VCARD",
    ]


def test_nothing_in_a_profile_begins_a_line_of_its_own() -> None:
    hostile = "Eve\r\nTEL:666\nEND:VCARD\u2028\u0085X\x00 Moe"
    card = BusinessCard(
        hostile, Contact(hostile, hostile, "eve"), hostile, hostile, "https://a.example/\r\nTEL:1"
    )
    content = contacts_file([card, ADA])
    names = [line.partition(":")[0].partition(";")[0] for line in lines_of(content)]
    assert names.count("TEL") == 2
    assert names.count("END") == names.count("BEGIN") == 2
    for text in ("Eve TEL:666", "https://a.example/TEL:1"):
        assert text in "\n".join(lines_of(content))


def test_long_lines_are_folded_between_letters() -> None:
    content = contacts_file([BusinessCard("Á" * 200, Contact())])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert all(line.decode() for line in content.split(b"\r\n") if line)
    assert f"FN:{'Á' * 200}" in lines_of(content)
