"""Long lists in pages."""

from __future__ import annotations

import pytest

from bot.domain.pages import existing_page, page_count


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (16, 2), (17, 3)])
def test_pages_hold_everything_and_there_is_always_one(total: int, pages: int) -> None:
    assert page_count(total, 8) == pages


@pytest.mark.parametrize(
    ("asked", "total", "shown"),
    [(0, 0, 0), (3, 0, 0), (0, 20, 0), (1, 20, 1), (2, 20, 2), (3, 20, 2), (99, 16, 1), (-1, 20, 0)],
)
def test_page_that_is_not_there_any_more_is_the_nearest_that_is(asked: int, total: int, shown: int) -> None:
    assert existing_page(asked, total, 8) == shown
