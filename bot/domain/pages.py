"""Long lists in pages of a size, counted from 0."""

from __future__ import annotations


def page_count(total: int, size: int) -> int:
    """Give how many pages there are, at least one."""
    return max(1, -(-total // size))


def existing_page(number: int, total: int, size: int) -> int:
    """Give a page that there is: the last one for a number beyond the end, the first for one below 0."""
    return max(0, min(number, page_count(total, size) - 1))
