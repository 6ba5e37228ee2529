from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.links import (
    WrongLinks,
    card_of,
    card_payload,
    erased_digest,
    is_link_payload,
    link_payload,
    may_open_links,
    one_more_wrong,
    organizer_payload,
    same_payload,
    start_link,
)
from tests.support.world import at

SECRET = b"a secret for tests"
NOW = at("Wed 10:00")
AN_HOUR, A_SECOND = timedelta(hours=1), timedelta(seconds=1)


def test_payloads_never_change_so_that_printed_links_stay_good() -> None:
    assert link_payload(SECRET, 7, 12, 0) == "3DyGV2fVTL1_osJiPVLVn8"
    assert link_payload(SECRET, 7, 12, 1) == "hW0p5nTd2i3wlFgCa0iYVs"
    assert organizer_payload(SECRET, 7, 0) == "2Ato47w4IBs5clm77BfslL"


def test_payloads_differ_by_secret_event_participant_and_generation() -> None:
    payloads = {
        link_payload(SECRET, 7, 12, 0),
        link_payload(b"another secret", 7, 12, 0),
        link_payload(SECRET, 8, 12, 0),
        link_payload(SECRET, 7, 13, 0),
        link_payload(SECRET, 7, 12, 1),
        link_payload(SECRET, 71, 2, 0),  # the same digits
        organizer_payload(SECRET, 7, 0),
    }

    assert len(payloads) == 7


def test_a_link_opens_the_bot() -> None:
    link = start_link("bilateral_bot", "3DyGV2fVTL1_osJiPVLVn8")

    assert link == "https://t.me/bilateral_bot?start=3DyGV2fVTL1_osJiPVLVn8"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3DyGV2fVTL1_osJiPVLVn8", True),
        ("-" * 21 + "a", True),
        ("", False),
        ("3DyGV2fVTL1_osJiPVLVn", False),
        ("3DyGV2fVTL1_osJiPVLVn88", False),
        ("3DyGV2fVTL1 osJiPVLVn8", False),
        ("3DyGV2fVTL1+osJiPVLVn8", False),
        ("3DyGV2fVTL1ăosJiPVLVn8", False),
        ("3DyGV2fVTL1\nosJiPVLVn8", False),
    ],
)
def test_form_of_a_payload(text: str, *, expected: bool) -> None:
    assert is_link_payload(text) is expected


def test_payloads_are_compared_whole() -> None:
    assert same_payload("3DyGV2fVTL1_osJiPVLVn8", "3DyGV2fVTL1_osJiPVLVn8")
    assert not same_payload("3DyGV2fVTL1_osJiPVLVn8", "3DyGV2fVTL1_osJiPVLVn9")


def test_erased_people_are_known_by_a_keyed_hash_alone() -> None:
    digest = erased_digest(SECRET, 7, "ana@example.org")

    assert digest == "0cb810339b5b4556d3b0bef8ee8241c4d1f10049201b27caf7c33b78c92df134"
    assert erased_digest(b"another secret", 7, "ana@example.org") != digest
    assert erased_digest(SECRET, 8, "ana@example.org") != digest


def test_ten_wrong_links_close_the_door_until_an_hour_after_the_first() -> None:
    assert may_open_links(None, NOW)
    assert may_open_links(WrongLinks(9, NOW), NOW)
    assert not may_open_links(WrongLinks(10, NOW), NOW + AN_HOUR - A_SECOND)
    assert may_open_links(WrongLinks(10, NOW), NOW + AN_HOUR)


def test_wrong_links_are_counted_by_hours_that_begin_with_one() -> None:
    first = one_more_wrong(None, NOW)
    late = NOW + AN_HOUR - A_SECOND

    assert first == WrongLinks(1, NOW)
    assert one_more_wrong(first, late) == WrongLinks(2, NOW)
    assert one_more_wrong(first, NOW + AN_HOUR) == WrongLinks(1, NOW + AN_HOUR)


@given(st.integers(0, 10**16 - 1))
def test_card_of_a_payload_is_whose_it_was_made_for_and_never_a_personal_link(number: int) -> None:
    payload = card_payload(number)

    assert card_of(payload) == number
    assert not is_link_payload(payload)
    assert len(payload) <= 64


@given(
    st.one_of(st.text(), st.text(alphabet="card-0123456789²٣", min_size=5).map(lambda text: f"card-{text}"))
)
def test_other_payloads_open_no_card(text: str) -> None:
    number = card_of(text)

    assert number is None or text == f"card-{text.removeprefix('card-')}"
    if number is not None:
        assert text.removeprefix("card-").isascii()
        assert int(text.removeprefix("card-")) == number


def test_personal_link_opens_no_card_nor_does_what_has_its_length() -> None:
    assert card_of("card-" + "1" * 17) is None
    assert is_link_payload("card-" + "1" * 17)
    assert card_of(link_payload(b"secret", 1, 1, 0)) is None
