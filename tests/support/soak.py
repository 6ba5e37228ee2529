"""The long form of tests: ``make soak`` sets ``SOAK=1`` and runs what is marked ``soak``.

A test that has one takes its figures from ``SOAK``, and its random numbers from ``SEED``, which it prints.
"""

from __future__ import annotations

import os
import secrets

SOAK = os.environ.get("SOAK") == "1"
# The short form is the same in every run; ``SEED=…`` repeats a long one.
SEED = int(os.environ.get("SEED") or (secrets.randbelow(10**9) if SOAK else 20261126))


def show(*lines: str) -> None:
    """Print figures, for ``pytest -s``."""
    print("", *lines, sep="\n")  # noqa: T201 - that is what it is for
