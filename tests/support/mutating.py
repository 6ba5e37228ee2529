"""``mutmut`` with the tests collected once: `make mutants` runs this in its place.

It has every mutant collect the tests that it meets, which takes longer than to run them. Here they are
collected before the first one, and each mutant runs its own in a fork of that: nearly three times as fast,
with the same verdicts. Tests, order, time limits and results are as mutmut has them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import pairwise

from _pytest.config import _prepareconfig  # what pytest.main is made of: it ends a session at once
from _pytest.main import Session
from mutmut.__main__ import cli
from mutmut.runners.harness import PytestRunner
from mutmut.utils.file_utils import change_cwd
from mutmut.workers import isolation


class CollectedOnce(PytestRunner):
    """Runs the tests of a mutant in a session that has collected all of them."""

    session: Session | None = None

    def run_forced_fail(self) -> int:
        """Do what comes last before the mutants, then collect."""
        try:
            return super().run_forced_fail()
        finally:
            self.session = self._collected()

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Run tests in their order until one fails; a mutant's in the fork that it was given."""
        if mutant_name is None or self.session is None:
            return super().run_tests(mutant_name=mutant_name, tests=tests)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.chdir("mutants")
        found = {item.nodeid: item for item in self.session.items}
        for item, following in pairwise([*(found[one] for one in tests), None]):
            if item is not None:
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.session.testsfailed:
                return 1
        return 0

    def _collected(self) -> Session:
        args = ["--rootdir=.", "--tb=no", "-q", "-s", *self._pytest_add_cli_args_test_selection]
        with change_cwd("mutants"):
            config = _prepareconfig([*args, *self._pytest_add_cli_args])
            config._do_configure()
            session = Session.from_config(config)
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
        return session


if __name__ == "__main__":
    isolation.PytestRunner = CollectedOnce  # type: ignore[attr-defined]  # there is no setting for it
    cli()
