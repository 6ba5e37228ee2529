"""Contact details: what is there, and what is left when some are withheld."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from bot.domain.contacts import Contact, Detail, is_phone, is_website

FULL = Contact("a@example.org", "+40 1", "ana")


def test_details_that_are_empty_are_not_there() -> None:
    assert Contact().there == ()
    assert Contact(phone="1").there == (Detail.PHONE,)
    assert set(FULL.there) == set(Detail)


def test_exactly_what_is_withheld_is_left_out() -> None:
    every = chain.from_iterable(combinations(Detail, n) for n in range(len(Detail) + 1))
    for withheld in every:
        assert set(FULL.without(withheld).there) == set(Detail) - set(withheld)
    assert FULL.without(("of an older version",)) == FULL


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("www.example.org", True),
        ("https://example.org:8080/a?b#c", True),
        ("TŰNDÉR.hu/", True),
        ("a.example, https://b.example", True),
        ("not a url", False),
        ("example", False),
        ("http://example", False),
        ("192.168.1.1", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org", False),
        ("ana@example.org", False),
    ],
)
def test_website_is_told_from_other_texts(text: str, is_one: bool) -> None:
    assert is_website(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("+40 700 000 000", True),
        ("0264-123456 int. 12", True),
        ("+36 (1) 000-0000 / +36 20 111 2222", True),
        ("tel: 0722.000.000", True),
        ("call me", False),
        ("1234", False),
        ("ana5@example.org 12345", False),
        ("1" * 61, False),
    ],
)
def test_phone_number_is_told_from_other_texts(text: str, is_one: bool) -> None:
    assert is_phone(text) is is_one
