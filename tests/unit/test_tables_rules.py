from __future__ import annotations

from bot.domain.tables import VenueTable, table_order
from tests.support.rules import FRIDAY_BLOCK, THURSDAY_BLOCK, stored_event

ROW = [VenueTable(id=100 + number, block_id=1, name=str(number), position=number) for number in range(1, 6)]


def order(fixed: str = "", neighbours: tuple[int, ...] = (), reserved: tuple[str, ...] = ()) -> str:
    return "".join(table.name for table in table_order(ROW, fixed, neighbours, reserved))


def test_tables_are_tried_in_their_order() -> None:
    assert order() == "12345"


def test_the_hosts_own_table_comes_first() -> None:
    assert order(fixed="4") == "41235"
    assert order(fixed="4", neighbours=(1,)) == "41235"
    assert order(fixed="a table of another block") == "12345"


def test_then_the_nearest_to_a_neighbouring_meeting_of_either_side() -> None:
    assert order(neighbours=(4,)) == "43521"
    assert order(neighbours=(1, 5)) == "15243"


def test_other_peoples_own_tables_come_last() -> None:
    assert order(reserved=("1", "2")) == "34512"
    assert order(fixed="2", reserved=("1", "2"), neighbours=(1,)) == "23451"


def test_the_place_of_a_table_is_its_number_in_the_row_of_its_block() -> None:
    event = stored_event(tables=3)

    assert [event.table_position(THURSDAY_BLOCK, name) for name in ("1", "3", "4", "")] == [1, 3, 0, 0]
    assert event.table_position(FRIDAY_BLOCK, "1") == 0  # that block has no tables
    assert event.table_position(3, "1") == 0
