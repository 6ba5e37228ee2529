from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.domain.blocks import with_ids
from bot.domain.event import Block, Event
from tests.support.rules import stored_event
from tests.support.world import FRIDAY, THURSDAY, make_event

OLD = stored_event()  # 1: Thursday 14:30–17:00, 2: Friday 09:00–12:00


def ids(*blocks: Block, old: Event = OLD) -> list[int]:
    new = with_ids(replace(make_event(), blocks=blocks), old)
    assert new.id == old.id
    return [block.id for block in new.blocks]


def block(name: str, start: int, end: int, *, friday: bool = False) -> Block:
    return Block(name, FRIDAY if friday else THURSDAY, time(start), time(end))


def test_a_block_of_the_same_times_is_the_same_whatever_its_name() -> None:
    assert ids(Block("Speed meetings", THURSDAY, time(14, 30), time(17))) == [1]


def test_a_block_of_the_same_name_and_day_may_have_moved() -> None:
    assert ids(block("Bilateral meetings", 10, 12)) == [1]


def test_a_block_of_the_same_name_may_have_moved_to_another_day() -> None:
    assert ids(block("Bilateral meetings", 14, 17, friday=True)) == [1]


def test_else_it_continues_the_one_that_shares_most_time() -> None:
    assert ids(block("A", 14, 15), block("B", 15, 17)) == [1, 0]
    assert ids(block("New", 9, 11, friday=True), block("Late", 20, 21)) == [2, 0]


def test_two_of_one_name_are_told_apart_by_their_times() -> None:
    twins = replace(OLD, blocks=(replace(block("M", 9, 10), id=1), replace(block("M", 11, 12), id=2)))

    assert ids(block("M", 11, 12), block("M", 9, 10), old=twins) == [2, 1]
    assert ids(block("M", 11, 13), old=twins) == [2]


def test_a_block_that_is_settled_does_not_keep_the_next_from_its_own() -> None:
    unchanged, moved = OLD.blocks[0], block("Friday meetings", 13, 15, friday=True)

    assert ids(unchanged, moved) == [1, 2]


def test_a_block_that_is_like_none_is_new_even_when_one_alone_is_left() -> None:
    alone = replace(OLD, blocks=OLD.blocks[:1])

    assert ids(block("Late", 20, 21), old=alone) == [0]
