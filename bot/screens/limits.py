"""What somebody has used of the limits of an event, in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.limits import Limit, Use
from bot.i18n import Html, Language
from bot.screens.parts import clip, fitting

_BLOCK_UNITS, _ALL_UNITS = 60, 800


def limit_lines(language: Language, uses: Iterable[Use]) -> Html:
    """Say of each limit how much is used, a line for each as far as they fit below a list."""
    return fitting((_line(language, one) for one in uses), _ALL_UNITS, "\n")


def _line(language: Language, one: Use) -> Html:
    say = language.say
    match one.limit:
        case Limit.REQUESTS:
            return say("Your open requests: {used} of {most}", used=one.used, most=one.most)
        case Limit.MEETINGS:
            return say("Meetings: {used} of {most}", used=one.used, most=one.most)
        case Limit.BLOCK:
            block = clip(one.block, _BLOCK_UNITS)
            return say("Meetings in “{block}”: {used} of {most}", block=block, used=one.used, most=one.most)
