from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.domain.people import Profile
from bot.files.people import read_people
from bot.usecases.files import PeopleFile, PersonRow, Problem, ProblemCode, WallWindow
from tests.support.file_events import EVENT, FRIDAY, THURSDAY

DATA = Path(__file__).parents[1] / "support" / "data"


def read(text: str, name: str = "page.txt") -> PeopleFile:
    return read_people(name, text.encode(), EVENT)


def profile(text: str) -> Profile:
    people = read(text)
    assert (people.problems, people.warnings) == ((), ())
    return people.rows[0].profile


def test_the_executive_directors_page_is_read_whole() -> None:
    content = (DATA / "executive-director.txt").read_bytes()
    whole = content.decode().partition("\nDescription")[2].partition("\nOrganization Type")[0]
    assert len(whole) > 1_500
    assert read_people("profile-page.txt", content, EVENT) == PeopleFile(
        rows=(
            PersonRow(
                line=1,
                key="andrei kelemen|cluj it cluster",
                profile=Profile(
                    name="Andrei Kelemen",
                    role="Executive Director",
                    organization="Cluj IT Cluster",
                    organization_type="Clusters",
                    areas=(),
                    city="Cluj-Napoca",
                    street="28 Memorandumului St.",
                    description=whole,
                ),
                windows=(WallWindow(THURSDAY, time(14, 30), time(17)),),
            ),
        ),
        whole=False,
    )


def test_a_page_with_every_section_and_prose_that_looks_like_labels_is_read() -> None:
    content = (DATA / "profile-page.txt").read_bytes()
    assert read_people("page.txt", content, EVENT) == PeopleFile(
        rows=(
            PersonRow(
                line=1,
                key="ileana@example.org",
                profile=Profile(
                    name="Ileana Cosânzeanu",
                    role="City Manager",
                    organization="Acceleratorul Trei Urși",
                    organization_type="Startup accelerator",
                    areas=("Startups", "Venture capital", "Porridge"),
                    city="Sibiu",
                    street="3 Căsuței St., apartment 2",
                    country="Romania",
                    website="https://example.org/three-bears",
                    description="Twelve weeks, ten teams, three mentors for each.\n\n"
                    "City of bears, people say, and they are right.\n"
                    "Phone calls are answered by the middle bear.",
                    email="ileana@example.org",
                    phone="+40 700 000 031",
                ),
                windows=(
                    WallWindow(THURSDAY, time(14, 30), time(15, 30)),
                    WallWindow(FRIDAY, time(9), time(10)),
                ),
            ),
        ),
        whole=False,
    )


@pytest.mark.parametrize("name", ["page.txt", "message", "", "page.csv", "page.md"])
def test_a_page_is_known_by_its_labels_whatever_it_is_called(name: str) -> None:
    people = read("Ana Pop\nOrganization Type Clusters\nCity Iași\n", name)
    assert [(row.profile.name, row.profile.city) for row in people.rows] == [("Ana Pop", "Iași")]


@pytest.mark.parametrize(
    "text", ["hello world", "Ana Pop\nDirector\nZmeu SRL\n", "A city.\nCitys\nDescriptions vary\n"]
)
def test_a_text_without_a_label_is_no_page(text: str) -> None:
    assert read(text).problems == (Problem(0, "", ProblemCode.UNKNOWN_FORMAT),)


def test_a_text_too_long_for_a_page_is_refused() -> None:
    assert read("Ana\nDescription" + "x" * 200_000).problems == (
        Problem(0, "", ProblemCode.TOO_LARGE, "200 kB"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ana Pop\nDirector\nZmeu\nBilateral Meetings\n• Thursday 14:30-17:00\nOrganization Type X\nCity Y",
        (
            "\n\nAna Pop\n\nDirector\n\nZmeu\n\nBilateral Meetings:\n\nThursday 14:30-17:00\n\n"
            "Organization Type\nX\n\nCity:\n\nY\n"
        ),
        "Ana Pop\r\nDirector\r\nZmeu\r\nBilateral Meetings Thursday 14:30-17:00\r\n"
        "Organisation type: X\r\nCity: Y\r\n".replace("type", "Type"),
        (
            "\ufeffAna Pop\nDirector\nZmeu\nBilateral Meetings: - Thursday 14:30-17:00\n"
            "Organization TypeX\nCity\tY\nAreas of Activity\n"
        ),
        "Ana Pop\nDirector\nZmeu\nÎntâlniri bilaterale\n– joi 14:30–17:00\nTip organizație X\nOraș Y",
    ],
)
def test_variants_of_the_same_page_are_the_same_person(text: str) -> None:
    (row,) = read(text).rows
    assert row.profile == Profile("Ana Pop", "Director", "Zmeu", "X", city="Y")
    assert row.windows == (WallWindow(THURSDAY, time(14, 30), time(17)),)


def test_a_person_without_the_section_of_meetings_is_open_and_with_an_empty_one_is_not() -> None:
    assert read("Ana\nCity X").rows[0].windows is None
    assert read("Ana\nBilateral Meetings\nCity X").rows[0].windows == ()


def test_city_and_street_may_stand_below_their_label() -> None:
    found = profile("Ana\nCity\nCluj-Napoca\n28 Memorandumului St.\nCountry Romania\n")
    assert (found.city, found.street, found.country) == ("Cluj-Napoca", "28 Memorandumului St.", "Romania")


@pytest.mark.parametrize(
    "areas",
    ["Areas of Activities AI; Cloud", "Areas of Activities\n• AI\n• Cloud", "Areas of Activity:\nAI\nCloud"],
)
def test_areas_are_read_from_bullets_lines_and_semicolons(areas: str) -> None:
    assert profile(f"Ana\n{areas}\nCity X\n").areas == ("AI", "Cloud")


def test_a_description_keeps_its_paragraphs_and_ends_at_the_next_label() -> None:
    found = profile("Ana\nDescription One.\n\n  Two.\n\nOrganization Type X")
    assert (found.description, found.organization_type) == ("One.\n\nTwo.", "X")


def test_lines_on_top_beyond_the_third_are_not_lost() -> None:
    found = profile("Ana\nDirector\nZmeu\nAlso at Paper Crane\nDescription One.\nCity X")
    assert (found.organization, found.description) == ("Zmeu", "Also at Paper Crane\n\nOne.")


def test_a_line_that_belongs_to_no_section_is_warned_of() -> None:
    people = read("Ana\nOrganization Type X\nCity Iași\nFax 0232\nAreas of Activities AI\n")
    assert people.warnings == (Problem(4, "Fax 0232", ProblemCode.UNKNOWN_COLUMN, "Fax 0232"),)
    assert (people.rows[0].profile.city, people.rows[0].profile.areas) == ("Iași", ("AI",))


def test_what_is_wrong_on_a_page_is_named_by_its_label() -> None:
    people = read("Ana\nBilateral Meetings\n• Friday 12-9\nE-mail: ana at example\nCity X")
    assert people.rows == ()
    assert people.problems == (
        Problem(1, "E-mail", ProblemCode.BAD_EMAIL, "ana at example"),
        Problem(1, "Bilateral Meetings", ProblemCode.WINDOW_REVERSED, "Friday 12-9"),
    )


def test_a_page_without_a_name_is_a_bad_row() -> None:
    assert read("Bilateral Meetings\n• Thursday\nOrganization Type X").problems == (
        Problem(1, "name", ProblemCode.NO_NAME),
    )


def test_a_role_that_begins_as_a_label_is_a_role_when_the_label_comes_again() -> None:
    found = profile("Ana Pop\nCity Manager\nBilateral Meetings\n• Thursday\nCity Iași\n")
    assert (found.role, found.city) == ("City Manager", "Iași")


def test_offers_and_seeks_are_labels_with_a_colon_or_alone_and_words_of_prose_otherwise() -> None:
    prose = "Ana\nDescription One.\nOffers are good here.\n"
    said = profile(f"{prose}Looking for: pilots; sites\nOffers\n • Data\n • Labs\nCity X\n")
    assert (said.offers, said.seeks) == (("Data", "Labs"), ("pilots", "sites"))
    assert said.description.endswith("Offers are good here.")
