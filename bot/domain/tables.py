"""Which table a meeting gets (product rule 2.12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VenueTable:
    """A place of a block; ``position`` is its number in the row, so near numbers are near places."""

    id: int
    block_id: int
    name: str
    position: int


def table_order(
    tables: Sequence[VenueTable], fixed: str, neighbours: Collection[int], reserved: Collection[str]
) -> Iterator[VenueTable]:
    """Give tables in the order to try them: the host's fixed one, then the nearest to a neighbouring meeting.

    ``neighbours`` are positions of the tables of either side's meetings just before and after;
    ``reserved`` are names of other people's fixed tables, tried last.
    """

    def distance(table: VenueTable) -> tuple[bool, bool, int, int]:
        nearest = min((abs(table.position - position) for position in neighbours), default=0)
        return table.name != fixed, table.name in reserved and table.name != fixed, nearest, table.position

    yield from sorted(tables, key=distance)
