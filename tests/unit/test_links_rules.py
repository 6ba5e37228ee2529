from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.links import (
    Linked,
    LinkMarks,
    WrongLinks,
    card_of,
    card_payload,
    erased_digest,
    is_link_payload,
    link_payload,
    mark_of,
    may_open_links,
    one_more_wrong,
    registration_of,
    registration_payload,
    role_payload,
    same_payload,
    start_link,
)
from bot.domain.roles import Role
from tests.support.world import at

SECRET = b"a secret for tests"
NOW = at("Wed 10:00")
AN_HOUR, A_SECOND = timedelta(hours=1), timedelta(seconds=1)


def test_payloads_never_change_so_that_printed_links_stay_good() -> None:
    assert link_payload(SECRET, 7, 12, 0) == "3DyGV2fVTL1_osJiPVLVn8"
    assert link_payload(SECRET, 7, 12, 1) == "hW0p5nTd2i3wlFgCa0iYVs"
    assert role_payload(SECRET, Role.ORGANIZER, 7, 0) == "2Ato47w4IBs5clm77BfslL"


def test_payloads_differ_by_secret_event_participant_and_generation() -> None:
    payloads = {
        link_payload(SECRET, 7, 12, 0),
        link_payload(b"another secret", 7, 12, 0),
        link_payload(SECRET, 8, 12, 0),
        link_payload(SECRET, 7, 13, 0),
        link_payload(SECRET, 7, 12, 1),
        link_payload(SECRET, 71, 2, 0),  # the same digits
        role_payload(SECRET, Role.ORGANIZER, 7, 0),
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


def test_link_is_looked_up_by_a_mark_that_only_the_secret_can_make() -> None:
    payloads = [link_payload(SECRET, 7, 12, generation) for generation in range(100)]
    marks = [mark_of(SECRET, payload) for payload in payloads]

    assert len({*marks}) == len(payloads)
    assert 2**62 < max(marks) < 2**64  # as wide as an index of them may be
    assert mark_of(SECRET, payloads[0]) == marks[0]
    assert mark_of(b"another secret", payloads[0]) != marks[0]
    assert mark_of(SECRET * 9, payloads[0]) != marks[0]  # longer than a key may be


def test_everybody_is_found_by_every_link_that_he_has_had_and_by_no_other() -> None:
    marks = LinkMarks(SECRET)([Linked(12, 7, generation=2), Linked(13, 7, generation=0), Linked(14, 8, 1)])

    expected = {
        link_payload(SECRET, event, person, generation): person
        for event, person, generation in [
            (7, 12, 0),
            (7, 12, 1),
            (7, 12, 2),
            (7, 13, 0),
            (8, 14, 0),
            (8, 14, 1),
        ]
    }
    assert marks == {mark_of(SECRET, payload): person for payload, person in expected.items()}
    assert SECRET.decode() not in repr(LinkMarks(SECRET))


def test_registration_link_names_its_event_and_nothing_else_does() -> None:
    assert registration_of(registration_payload("cluj-2026")) == "cluj-2026"
    assert registration_of(registration_payload("join-2026")) == "join-2026"
    for other in ("", "join-", "cluj-2026", "home", card_payload(7), link_payload(SECRET, 7, 12, 0)):
        assert registration_of(other) is None
