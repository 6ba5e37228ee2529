"""What is written at the desk and in the hall: places, arrivals, and names that are neither."""

from __future__ import annotations

import pytest

from bot.usecases.desk_words import arrives, name_in, place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("registrations", "registrations"),
        ("Who is waiting?", "registrations"),
        ("Kik várakoznak?", "registrations"),
        ("Who is not connected yet?", "absent"),
        ("Kik nem csatlakoztak még?", "absent"),
        ("cine nu s-a conectat încă?", "absent"),
        ("how is it going?", "figures"),
        ("Hogy állunk?", "figures"),
        ("cum merge?", "figures"),
        ("please import the list", "import"),
        ("write to everybody with a photo", "broadcast"),
        ("üzenetet szeretnék küldeni mindenkinek", "broadcast"),
        ("make somebody a steward", "stewards"),
        ("bejelentések", "reports"),
    ],
)
def test_place_at_the_desk_is_understood(text: str, place: str) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    "text", ["", "Kelemen", "Report Systems Ltd", "Import Export Kft.", "who is Kelemen?", "Thursday 3pm"]
)
def test_names_lead_to_no_place(text: str) -> None:
    assert place_of(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kelemen has arrived", "Kelemen"),
        ("check in Andrei Kelemen, please", "Andrei Kelemen"),
        ("Where is Ana Pop?", "Ana Pop"),
        ("Szőcs Levente megérkezett", "Szőcs Levente"),
        ("a sosit Ana-Maria Pop", "Ana-Maria Pop"),
        ("Kelemen", "Kelemen"),
        ("is here", "is here"),
    ],
)
def test_name_is_found_beside_an_arrival(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *("Kelemen has arrived", "check in Kelemen", "Kelemen is here", "a sosit Kelemen", "Kelemen e aici"),
        *("Kelemen megérkezett", "Kelemen itt van", "Léptesse be Kelement"),
    ],
)
def test_arrival_is_told(text: str) -> None:
    assert arrives(text)


@pytest.mark.parametrize("text", ["Where is Kelemen?", "Has Kelemen arrived?", "Kelemen", "Itt van Kelemen?"])
def test_name_alone_and_a_question_tell_no_arrival(text: str) -> None:
    assert not arrives(text)
