"""How much of the packages that carry the promises tests take: `make coverage`.

Reads ``coverage json`` from standard input, prints a line a package, and fails where tests take less than
95 % of its branches. Of processes that tests start, those are measured that are allowed to end.
"""

from __future__ import annotations

import json
import sys
from typing import Any

PACKAGES = ("bot/domain", "bot/usecases", "bot/delivery", "bot/intake")
LEAST_PERCENT = 95.0


def main(report: dict[str, Any]) -> int:
    print(f"{'':<16}{'statements':>20}{'branches':>20}")  # noqa: T201 - a program
    shares = []
    for package in PACKAGES:
        figures = [
            file["summary"] for path, file in report["files"].items() if path.startswith(f"{package}/")
        ]
        statements, _ = _share(figures, "covered_lines", "num_statements")
        branches, share = _share(figures, "covered_branches", "num_branches")
        print(f"{package:<16}{statements:>20}{branches:>20}")  # noqa: T201 - a program
        shares.append(share)
    return 0 if min(shares) >= LEAST_PERCENT else 1


def _share(figures: list[dict[str, int]], part: str, whole: str) -> tuple[str, float]:
    covered, there = (sum(one[name] for one in figures) for name in (part, whole))
    share = 100 * covered / there if there else 0.0
    return f"{covered}/{there} {share:5.1f} %", share


if __name__ == "__main__":
    sys.exit(main(json.load(sys.stdin)))
