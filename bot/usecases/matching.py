"""Who is meant by the rows of a list: everybody is compared by what names him, nobody's profile is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.domain.people import KeyKind, Named, identity, key_kind
from bot.domain.text import fold
from bot.usecases.files import PersonRow, Problem, ProblemCode


def match(rows: Iterable[PersonRow], known: Sequence[Named]) -> dict[int, int]:
    """Find the participant of each row, ids by line: by key, else e-mail, else name and organization.

    The last two count only where the list or the participant has no key that says otherwise.
    """
    found: dict[int, int] = {}
    free = {person.id: person for person in known}
    left = {row.line: _named(row) for row in rows}

    def settle(name_of: Callable[[Named], str], weakest: KeyKind, among: Iterable[Named]) -> None:
        people, lines = defaultdict(list), defaultdict(list)
        for row in left.values():
            lines[name_of(row)].append(row)
        for person in among:
            if (name := name_of(person)) in lines:
                people[name].append(person)
        for name, same in people.items():
            if not name or len(same) != 1 or len(lines[name]) != 1:
                continue  # nobody, or more than one whom it could mean
            (row,), (person,) = lines[name], same
            if min(key_kind(row.key, row), key_kind(person.key, person)) <= weakest:
                found[row.id] = person.id
                del left[row.id], free[person.id]

    settle(lambda one: one.key, KeyKind.GIVEN, known)
    settle(lambda one: one.email.casefold(), KeyKind.EMAIL, list(free.values()))
    names = {row.folded_name for row in left.values()}
    namesakes = [person for person in free.values() if person.folded_name in names]
    settle(lambda one: identity("", "", one.name, one.organization), KeyKind.NAME, namesakes)
    return found


def taken_emails(
    rows: Iterable[PersonRow], matches: Mapping[int, int], known: Iterable[Named]
) -> list[Problem]:
    """Name rows with the address of somebody whom no row of the list changes."""
    matched = set(matches.values())
    owners = {
        person.email.casefold(): person for person in known if person.email and person.id not in matched
    }
    return [
        Problem(row.line, "email", ProblemCode.EMAIL_OF_OTHER, owner.name)
        for row in rows
        if (owner := owners.get(row.profile.email.casefold()))
    ]


def _named(row: PersonRow) -> Named:
    """Give what names the person of a row, with its line for an id."""
    said = row.profile
    return Named(row.line, row.key, said.email, said.name, said.organization, fold(said.name), 0)
