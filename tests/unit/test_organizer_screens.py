"""Every card of an organizer, in every language, with the longest texts that can get into it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.booking import MeetingState, RequestState
from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, Tally
from bot.domain.people import Named, Participant
from bot.domain.roles import Role
from bot.i18n import Language, load_languages
from bot.screens import broadcast, links, organizer, people_import, staff
from bot.screens.fields import field_name
from bot.screens.screen import Screen
from bot.usecases.broadcasting import Draft, Progress
from bot.usecases.files import Problem, ProblemCode
from bot.usecases.invitations import Invited
from bot.usecases.overview import BlockUse, Desk, Figures, Missing, MissingPage, People
from bot.usecases.people_import import Changed, Preview
from bot.usecases.personal_links import PersonLink
from bot.usecases.staffing import Helper, HelperPage
from tests.support.world import THURSDAY_WINDOW, make_event, row

LANGUAGES = load_languages().by_code
LONG = "Ő" * 10_000
EVENT = replace(
    make_event(),
    id=1,
    name="Ș" * 200,
    blocks=tuple(replace(make_event().blocks[0], name="Ű" * 200, id=n) for n in range(1, 101)),
)
ROW = replace(
    row("x", THURSDAY_WINDOW, key="k" * 400), profile=replace(row("x").profile, name=LONG, organization=LONG)
)
PERSON = Participant(7, 1, "k" * 400, ROW.profile)
FIELDS = (
    *("name", "role", "organization", "organization_type", "areas", "offers", "seeks", "city", "street"),
    "country",
    "website",
    *("description", "participation_type", "email", "phone", "windows", "table", "language", "key"),
)
PEOPLE = People(total=10_000, connected=5_000, blocked=100, hosts=9_000)
PROBLEMS = tuple(Problem(line, "V" * 60, ProblemCode.ENCODING, "<" * 60) for line in range(1, 500))
PREVIEW = Preview(
    new=(ROW,) * 300,
    changed=(Changed(ROW, PERSON, FIELDS),) * 300,
    unchanged=10_000,
    gone=(Named(7, "k" * 400, "", LONG, LONG, LONG, 0),) * 300,
    erased=(ROW,) * 3,
    problems=PROBLEMS,
    warnings=PROBLEMS,
)
AUDIENCE = Audience(reachable=10_000, never_connected=5_000, unreachable=300)
MESSAGE = Broadcast(
    9, 1, 1000, "<b>Hello</b>", started_at=EVENT.interval.start, never_connected=3, unreachable=2
)
RUNNING = replace(MESSAGE, state=BroadcastState.RUNNING)
TALLY = Tally(waiting=5, reached=4, blocked=3, failed=2, unconfirmed=1)
LINK = PersonLink(PERSON, "https://t.me/a_bot_with_a_long_name_bot?start=" + "x" * 22)

HELPERS = HelperPage(
    EVENT, (Helper(2**50, PERSON.profile.name, "n" * 32), Helper(7, "", "")) * 4, 1, 99, may_remove=True
)

SCREENS: dict[str, Callable[[Language], Screen]] = {
    "desk": lambda lang: organizer.desk(lang, Desk(EVENT, PEOPLE, 9, 9, 2, RUNNING), lang.say("Stopped.")),
    "choose": lambda lang: organizer.choose(lang, [EVENT, EVENT], file_waits=True),
    "no event": organizer.no_event,
    "figures": lambda lang: organizer.figures(
        lang,
        Figures(
            EVENT,
            PEOPLE,
            dict.fromkeys(RequestState, 100_000),
            dict.fromkeys(MeetingState, 100_000),
            tuple(BlockUse(block, 600, 1000, 100_000, 1000) for block in EVENT.blocks),
        ),
    ),
    "missing": lambda lang: organizer.missing(lang, 1, MissingPage((Missing(PERSON, 999),) * 8, 1, 10_000)),
    "nobody missing": lambda lang: organizer.missing(lang, 1, MissingPage((), 0, 0)),
    "person link": lambda lang: links.person_link(lang, LINK, b"png"),
    "new person link": lambda lang: links.person_link(lang, LINK, b"png", renewed=True),
    "organizers": lambda lang: staff.organizers(lang, HELPERS, LINK.link, renewed=True),
    "invitation": lambda lang: links.role_invitation(lang, Invited(EVENT, Role.ORGANIZER), "x" * 22),
    "welcome": lambda lang: links.role_welcome(lang, Invited(EVENT, Role.ORGANIZER)),
    "void link": links.role_link_void,
    "stewards": lambda lang: staff.stewards(lang, HELPERS, LINK.link, renewed=True),
    "links file": lambda lang: links.links_file(lang, EVENT, b"csv", people=10_000),
    "import prompt": lambda lang: people_import.prompt(lang, EVENT),
    "import preview": lambda lang: people_import.preview(lang, EVENT, 7, "f" * 300, PREVIEW),
    "import refused": lambda lang: people_import.preview(lang, EVENT, 7, "", Preview(problems=PROBLEMS)),
    "import done": lambda lang: people_import.loaded(lang, EVENT, new=9, changed=9, skipped=9),
    "import waiting": lambda lang: people_import.waiting(lang, 7, 1),
    "import report": lambda lang: people_import.report(lang, b"csv"),
    "too large": lambda lang: people_import.too_large(lang, 20),
    "broadcast prompt": lambda lang: broadcast.prompt(lang, EVENT, AUDIENCE),
    "broadcast refused": lambda lang: broadcast.refused(lang, 1, too_long=True),
    "broadcast draft": lambda lang: broadcast.draft(lang, Draft(MESSAGE, EVENT, AUDIENCE, None)),
    "broadcast at night": lambda lang: broadcast.draft(
        lang, Draft(MESSAGE, EVENT, AUDIENCE, EVENT.interval.start)
    ),
    "broadcast running": lambda lang: broadcast.progress(lang, Progress(RUNNING, EVENT, TALLY)),
    "broadcast over": lambda lang: broadcast.progress(lang, Progress(RUNNING, EVENT, Tally(reached=4))),
}


def units(text: str) -> int:
    """Count what Telegram counts: UTF-16 units without the markup."""
    return len(html.unescape(re.sub(r"<[^>]+>", "", text)).encode("utf-16-le")) // 2


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_card_fits_into_a_message(name: str, code: str) -> None:
    screen = SCREENS[name](LANGUAGES[code])
    assert screen.text
    assert units(screen.text) <= (1024 if screen.attachment else 4096)
    assert "<<" not in screen.text
    for button in (button for line in screen.rows for button in line):
        assert button.label
        assert button.action is None or len(button.action.pack().encode()) <= 64


def labels(screen: Screen) -> list[str]:
    return [button.label for line in screen.rows for button in line]


def test_draft_that_reaches_nobody_cannot_be_sent() -> None:
    draft = Draft(MESSAGE, EVENT, Audience(never_connected=3), None)
    assert labels(broadcast.draft(LANGUAGES["en"], draft)) == ["Write it anew", "Discard"]


def test_preview_without_changes_offers_nothing_to_load() -> None:
    same = people_import.preview(LANGUAGES["en"], EVENT, 7, "people.csv", Preview(unchanged=3))
    assert labels(same) == ["Discard", "‹ Organizer"]


def test_stop_is_offered_while_a_broadcast_runs() -> None:
    english = LANGUAGES["en"]
    running = broadcast.progress(english, Progress(RUNNING, EVENT, TALLY))
    assert labels(running) == ["Stop", "Refresh", "‹ Organizer"]
    stopped = replace(RUNNING, state=BroadcastState.STOPPED)
    assert "Stop" not in labels(broadcast.progress(english, Progress(stopped, EVENT, TALLY)))


def test_every_field_of_a_list_has_a_name() -> None:
    names = [field_name(LANGUAGES["en"], field) for field in FIELDS]
    assert len(set(names)) == len(FIELDS)


def test_report_holds_everything_that_the_card_leaves_out() -> None:
    assert people_import.needs_report(PREVIEW)
    assert not people_import.needs_report(Preview(new=(ROW,) * 300))
    headings, rows = people_import.report_table(LANGUAGES["en"], PREVIEW)
    assert headings == ("what", "where", "details")
    assert len(rows) == 2 * len(PROBLEMS) + 3 * 300 + 3
