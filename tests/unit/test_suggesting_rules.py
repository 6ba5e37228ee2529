"""Whom somebody should meet, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.domain.finding import Entry, Facet
from bot.domain.people import Profile
from bot.domain.suggesting import Reasons, in_common, suggested
from tests.support.everybody import catalogue

NEEDS = Profile(name="Ana", seeks=("Sensors",), offers=("Greenhouses",), areas=("Energy", "Health"))


def somebody(
    number: int,
    *,
    offers: Collection[str] = (),
    seeks: Collection[str] = (),
    areas: Collection[str] = (),
) -> Entry:
    return Entry(number, "", {Facet.OFFER: offers, Facet.SEEK: seeks, Facet.AREA: areas}, ())


def suggestions(
    mine: Profile,
    *others: Entry,
    among: Collection[int] | None = None,
    busy: Collection[int] = (),
    met: Mapping[int, int] | None = None,
) -> list[tuple[int, Reasons]]:
    people = catalogue(others)
    ids = [one.id for one in others] if among is None else among
    free = people.everybody() & ~people.people(busy)
    return suggested(people, mine, people.people(ids), free, met or {})


def test_each_is_suggested_with_what_speaks_for_him_in_the_words_of_his_profile() -> None:
    both = somebody(
        7, offers=["SENSORS for plants", "Advice"], seeks=["greenhouses"], areas=["energy", "Law"]
    )

    assert suggestions(NEEDS, both) == [
        (7, Reasons(offers=["SENSORS for plants"], seeks=["greenhouses"], areas=["energy"]))
    ]


def test_nobody_is_suggested_for_whom_nothing_speaks() -> None:
    same_need = somebody(1, offers=["Greenhouses"], seeks=["Sensors"], areas=["Law"])

    assert suggestions(NEEDS, same_need, somebody(2)) == []
    assert suggestions(Profile(name="Ana"), somebody(3, offers=["Sensors"], areas=["Energy"])) == []


def test_whoever_has_no_free_time_in_common_comes_after_all_the_others() -> None:
    best, good, poor = (
        somebody(1, offers=["Sensors"], seeks=["Greenhouses"]),
        somebody(2, offers=["Sensors"]),
        somebody(3, areas=["Energy"]),
    )

    assert [one for one, _ in suggestions(NEEDS, poor, good, best)] == [1, 2, 3]
    assert [one for one, _ in suggestions(NEEDS, poor, good, best, busy=(1, 2))] == [3, 1, 2]


def test_a_need_that_is_met_counts_as_much_as_three_areas() -> None:
    mine = Profile(name="Ana", seeks=("Sensors",), offers=("Greenhouses",), areas=("A", "B", "C", "D"))

    found = suggestions(
        mine,
        somebody(1, areas=["A", "B"]),
        somebody(2, offers=["Sensors"]),
        somebody(3, areas=["A", "B", "C"]),
        somebody(4, seeks=["Greenhouses"]),
        somebody(5, areas=["A", "B", "C", "D"]),
        somebody(6, offers=["Sensors"], seeks=["Greenhouses"]),
    )

    assert [one for one, _ in found] == [6, 5, 2, 3, 4, 1]  # as many as count: the directory's order
    assert [reasons.weight for _, reasons in found] == [6, 4, 3, 3, 3, 2]


def test_phrases_fit_when_all_words_of_one_stand_in_the_other() -> None:
    def fits(sought: str, offered: str) -> bool:
        return bool(suggestions(Profile(name="Ana", seeks=(sought,)), somebody(1, offers=[offered])))

    assert fits("sensors", "Sensors for greenhouses")
    assert fits("sensors for greenhouses", "GREENHOUSES, sensors")
    assert fits("știință", "Stiinta datelor")
    assert not fits("sensors for trains", "sensors for greenhouses")
    assert not fits("sensor", "sensors")  # words, not letters
    assert not fits("&", "!")  # without a word nothing is said
    assert not fits("", "sensors")
    assert not fits("sensors", "—")


def test_only_those_who_are_asked_about_are_suggested() -> None:
    one, other = somebody(1, offers=["Sensors"]), somebody(2, offers=["Sensors"])

    assert [who for who, _ in suggestions(NEEDS, one, other, among=[2])] == [2]
    assert suggestions(NEEDS, one, other, among=[]) == []


def test_several_words_of_one_speak_for_several_reasons() -> None:
    mine = Profile(name="Ana", seeks=("", "Sensors", "Pumps"))

    ((_, reasons),) = suggestions(mine, somebody(1, offers=["Pumps", "Sensors", "Advice"]))

    assert sorted(reasons.offers) == ["Pumps", "Sensors"]
    assert reasons.weight == 6


def test_who_meets_three_of_the_same_people_has_that_in_common_and_fewer_are_not_told() -> None:
    met = {10, 11, 12}
    pairs = [(10, 1), (1, 11), (10, 1), (1, 12), (2, 10), (11, 2), (2, 10), (3, 20), (12, 11)]

    assert in_common(met, pairs) == {1: 3}  # a second meeting of the same two counts once
    assert in_common({10, 11}, pairs) == {}
    assert in_common(set(), pairs) == {}


def test_people_in_common_speak_for_somebody_as_areas_do() -> None:
    one, other, gone = somebody(1, areas=["Energy"]), somebody(2), somebody(3)

    found = suggestions(NEEDS, one, other, gone, among=[1, 2], met={2: 3, 3: 5, 4: 9})

    assert found == [(2, Reasons(met=3)), (1, Reasons(areas=["Energy"]))]
