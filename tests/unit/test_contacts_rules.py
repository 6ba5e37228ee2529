"""Contact details: what is there, and what is left when some are withheld."""

from __future__ import annotations

from itertools import chain, combinations

from bot.domain.contacts import Contact, Detail

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
