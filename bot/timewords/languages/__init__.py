"""One module a language, named by its code; each gives ``VOCABULARY``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from bot.timewords.vocabulary import Vocabulary


def vocabularies() -> dict[str, Vocabulary]:
    """Load every language there is a module for, by its code."""
    return {
        module.name: import_module(f"{__name__}.{module.name}").VOCABULARY
        for module in iter_modules(__path__)
    }
