from __future__ import annotations

import pytest

from bot.domain.people import KeyKind, Participant, Profile, identities, identity, key_kind, searchable

ANA = Profile(name="Ana Pop", organization="Școala Verde", email="Ana@Example.org", phone="+40 700 000 000")


@pytest.mark.parametrize(
    ("key", "email", "expected"),
    [
        ("P-17", "Ana@Example.org", "P-17"),
        ("", "Ana@Example.org", "ana@example.org"),
        ("", "", "ana pop|scoala verde"),
    ],
)
def test_identity_is_the_key_else_the_address_else_the_name(key: str, email: str, expected: str) -> None:
    assert identity(key, email, "Ana  Pop", "ȘCOALA Verde") == expected


def test_kind_of_a_key_tells_how_surely_it_names_a_person() -> None:
    assert key_kind("ana@example.org", ANA) is KeyKind.EMAIL
    assert key_kind("ana pop|scoala verde", ANA) is KeyKind.NAME
    assert key_kind("P-17", ANA) is KeyKind.GIVEN
    assert KeyKind.NAME < KeyKind.EMAIL < KeyKind.GIVEN


def test_all_that_may_name_a_person_in_a_list() -> None:
    assert identities("P-17", ANA) == {"P-17", "ana@example.org", "ana pop|scoala verde"}
    assert identities("x|", Profile(name="X")) == {"x|"}


def test_search_sees_all_of_a_profile_but_how_to_reach_somebody() -> None:
    profile = Profile(
        name="Ana Pop",
        role="Director",
        organization="Școala Verde",
        organization_type="University",
        areas=("Energy", "Știință"),
        city="Cluj-Napoca",
        country="România",
        description="Builds labs.",
        email="ana@example.org",
        phone="+40 700",
    )

    assert searchable(profile) == (
        "ana pop scoala verde director university energy stiinta cluj-napoca romania builds labs."
    )


def test_connected_means_that_the_bot_may_write() -> None:
    ana = Participant(id=1, event_id=7, key="P-17", profile=ANA)

    assert not ana.connected
    assert Participant(id=1, event_id=7, key="P-17", profile=ANA, telegram_id=101).connected
