"""How many of the mutants the tests notice: `make mutants`.

Reads ``mutmut results --all true`` from standard input, prints a line a module and a line a package, and
fails where less than 85 % of a package's mutants are noticed. One that hangs until it is stopped counts.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable

LEAST_PERCENT = 85.0
FATES = ("killed", "timeout", "survived", "no tests")


def main(lines: Iterable[str]) -> int:
    modules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    packages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        name, colon, fate = line.strip().rpartition(": ")
        if colon and fate != "not checked":  # bot.domain.slots.x_cut__mutmut_1: killed
            bot, package, module, _ = name.split(".", 3)
            modules[f"{bot}.{package}.{module}"][fate] += 1
            packages[f"{bot}.{package}"][fate] += 1
    print(f"{'':<30}", *(f"{title:>9}" for title in (*FATES, "noticed")))  # noqa: T201 - a program
    for name, fates in sorted((modules | packages).items()):
        print(f"{name:<30}", *(f"{fates[fate]:>9}" for fate in FATES), f"{_noticed(fates):>7.1f} %")  # noqa: T201 - a program
    return 0 if min(map(_noticed, packages.values()), default=0.0) >= LEAST_PERCENT else 1


def _noticed(fates: Counter[str]) -> float:
    return 100 * (fates["killed"] + fates["timeout"]) / fates.total()


if __name__ == "__main__":
    sys.exit(main(sys.stdin))
