"""Why something cannot be booked: every reason has its words, its next step, and its row in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.errors import Reason
from bot.i18n import Languages
from bot.screens import reasons
from bot.screens.booking import refused
from bot.screens.directory import card
from bot.screens.reasons import next_step, reason_text
from bot.screens.requests import listing
from bot.usecases.directory import Card
from tests.support.samples import usual

PAGE = Path(__file__).parents[2] / "docs" / "reasons.md"
STEPS = (
    reasons.OTHER_TIMES,
    reasons.OWN_AGENDA,
    reasons.OWN_REQUESTS,
    reasons.TO_BE_TOLD,
    reasons.ONLY_OTHERS,
)


def test_every_reason_has_exactly_one_next_step() -> None:
    assert sorted(one for some in STEPS for one in some) == sorted(Reason)


def test_every_reason_stands_in_the_docs_with_its_words_and_button(languages: Languages) -> None:
    data, english = usual(languages), languages.get("en")
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE))
    assert rows.keys() == set(Reason)
    for reason in Reason:
        step = next_step(english, reason, data.other.id)
        assert rows[reason].startswith(f"*{step.label}*" if step else "other people"), reason


@pytest.mark.parametrize("code", ["en", "ro", "hu"])
@pytest.mark.parametrize("reason", Reason)
def test_refusal_says_why_and_what_next(languages: Languages, reason: Reason, code: str) -> None:
    data, language = usual(languages), languages.get(code)
    words = reason_text(language, reason, data.event, data.other.profile.name)
    step = next_step(language, reason, data.other.id)

    screen = refused(language, data.event, data.other, reason, ())
    labels = [button.label for row in screen.rows for button in row]
    assert words in screen.text
    assert step is None or step.label in labels
    assert language.label("‹ Profile") in labels

    shown = card(language, data.event, Card(data.other, refusal=reason))
    labels = [button.label for row in shown.rows for button in row]
    if reason is not Reason.TOO_SOON:  # no time was named there
        assert words in shown.text
    assert language.label("People") in labels
    if step is not None and reason not in reasons.OTHER_TIMES:
        assert step.label in labels


@pytest.mark.parametrize("code", ["en", "ro", "hu"])
def test_requests_show_what_is_used_of_each_limit(languages: Languages, code: str) -> None:
    data, language = usual(languages), languages.get(code)
    for pending in ([], [data.request()]):
        text = listing(language, data.me, pending, {data.other.id: data.other}, {}, limits=data.limits).text
        assert language.say("Your open requests: {used} of {most}", used=3, most=10) in text
        assert language.say("Meetings: {used} of {most}", used=2, most=20) in text
        block = data.event.blocks[0].name
        in_block = "Meetings in “{block}”: {used} of {most}"
        assert language.say(in_block, block=block, used=1, most=4) in text
