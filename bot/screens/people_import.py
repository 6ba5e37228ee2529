"""Importing people in chat: what a file would change, and what it has changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.i18n import Html, Language, escape, join
from bot.screens import organizer_actions
from bot.screens.fields import field_name
from bot.screens.organizer import back
from bot.screens.parts import home_row
from bot.screens.problems import problem_place, problem_reason, problem_text
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.files import Problem, ProblemCode
from bot.usecases.people_import import Changed, Preview

REPORT = "import-report.csv"
_FIRST = 8  # of a list on the card; a file has the rest
_FIRST_KEPT = 3
_NAME_CHARACTERS = 60
_LINE_CHARACTERS = 120


def prompt(language: Language, event: Event) -> Screen:
    """Ask for the list of people."""
    say = language.say
    text = join(
        (
            say("<b>Import people to {event}</b>", event=event.name),
            say(
                "Send me the list as a file: XLSX, CSV, or a profile page as text. Nothing is changed "
                "before you have seen what it would change."
            ),
            say(
                "Columns are found by their headings, in English, Romanian or Hungarian: key, email, first "
                "name, last name (or name), job position, organisation, organisation type, areas of "
                "activity, offers, looking for, city, street, country, website, phone, description, "
                "participation type, bilateral meetings, language, table. Only the name is needed."
            ),
            say("Bilateral meetings are times such as “Thursday 14:30-17:00; Friday 09:00-12:00”."),
        ),
        "\n\n",
    )
    return Screen(text, ((back(language, event.id),),))


def preview(language: Language, event: Event, draft_id: int, file_name: str, shown: Preview) -> Screen:
    """Show what a file would change, with what is wrong in it."""
    title = language.say(
        "<b>{file}</b> for {event}",
        file=file_name[:_NAME_CHARACTERS] or language.label("Your text"),
        event=event.name,
    )
    parts = (title, *_problems(language, shown), *_changes(language, shown), _question(language, shown))
    return Screen(join(parts, "\n\n"), _choices(language, event, draft_id, shown))


def _problems(language: Language, shown: Preview) -> tuple[Html, ...]:
    if shown.problems and not shown.readable:
        return (language.say("<b>This cannot be loaded:</b>"), _listed(language, shown.problems))
    parts: list[Html] = []
    if shown.problems:
        bad = language.say_n("<b>{n} bad row:</b>", "<b>{n} bad rows:</b>", shown.bad_lines)
        parts.append(join((bad, _listed(language, shown.problems))))
    if shown.warnings:
        warnings = language.say_n("{n} remark:", "{n} remarks:", len(shown.warnings))
        parts.append(join((warnings, _listed(language, shown.warnings))))
    return tuple(parts)


def _listed(language: Language, problems: Sequence[Problem]) -> Html:
    lines = [_line(problem_text(language, one)) for one in problems[:_FIRST]]
    left = len(problems) - len(lines)
    more = language.say_n("… and {n} more, in {file}", "… and {n} more, in {file}", left, file=REPORT)
    return join((*lines, more if left else ""))


def _line(text: str) -> Html:
    return escape(f"– {text if len(text) <= _LINE_CHARACTERS else text[:_LINE_CHARACTERS] + '…'}")


def _changes(language: Language, shown: Preview) -> tuple[Html, ...]:
    if not shown.readable:
        return ()
    say = language.say
    counts = [
        say("New: {n}", n=len(shown.new)),
        say("Changed: {n}", n=len(shown.changed)),
        say("Unchanged: {n}", n=shown.unchanged),
    ]
    if shown.erased:
        counts.append(say("Left out, because they asked to be erased: {n}", n=len(shown.erased)))
    if shown.gone:
        counts.append(say("Not in this file; they stay: {n}", n=len(shown.gone)))
    details = [_line(_changed(language, one)) for one in shown.changed[:_FIRST]]
    return (join(counts), join(details), _kept(language, shown))


def _kept(language: Language, shown: Preview) -> Html:
    """Say whose own edits stand against the list."""
    if not shown.kept:
        return Html()
    head = language.say_n(
        "{n} person changed this himself; it stays, unless the list is to win:",
        "{n} people changed this themselves; it stays, unless the list is to win:",
        len(shown.kept),
    )
    lines = [_line(_named(language, one, one.kept)) for one in shown.kept[:_FIRST_KEPT]]
    return join((head, *lines, "…" if len(shown.kept) > _FIRST_KEPT else ""))


def _changed(language: Language, one: Changed) -> str:
    return _named(language, one, one.fields)


def _named(language: Language, one: Changed, fields: Sequence[str]) -> str:
    what = language.listing(field_name(language, name) for name in fields)
    return f"{one.row.profile.name[:_NAME_CHARACTERS]}: {what}"


def _question(language: Language, shown: Preview) -> Html:
    if not shown.readable:
        if any(one.code is ProblemCode.ENCODING for one in shown.problems):
            return _how_to_save(language)
        return language.say("Please correct the file and send it again.")
    if not (shown.new or shown.changed or shown.kept):
        return language.say("There is nothing to change.")
    return language.say("Shall I load it?")


def _how_to_save(language: Language) -> Html:
    """Say what to tap to have the list in a form that leaves no letter to be guessed."""
    return join(
        (
            language.say(
                "On a phone: open the file in Google Sheets and see whether the names with accents are "
                "right. Then tap the three dots (⋮) → “Share & export” → “Send a copy” → “Excel (.xlsx)”, "
                "and send me that file. If the accents are wrong, ask for the list as XLSX."
            ),
            language.say("On a computer: save it as XLSX or as “CSV UTF-8”, and send that."),
        ),
        "\n\n",
    )


def _choices(language: Language, event: Event, draft_id: int, shown: Preview) -> Rows:
    label = language.label
    discard = Button(label("Discard"), organizer_actions.ImportDiscard(draft_id))
    bad = bool(shown.problems)
    load = label("Load without the bad rows") if bad else label("Load")
    rows: Rows = ()
    if shown.new or shown.changed:
        rows = ((Button(load, organizer_actions.ImportCommit(draft_id, skip_bad=bad)),),)
    if shown.kept:
        all_of_it = organizer_actions.ImportCommit(draft_id, skip_bad=bad, overwrite=True)
        rows = (*rows, (Button(label("Load, the list wins"), all_of_it),))
    return (*rows, (discard, back(language, event.id)))


def needs_report(shown: Preview) -> bool:
    """Tell whether the card cannot hold everything that there is to say."""
    lists = (shown.problems, shown.warnings, shown.changed, shown.kept, shown.gone)
    return max(map(len, lists)) > _FIRST


def report_table(language: Language, shown: Preview) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give headings and rows of the complete report, for a file."""
    label = language.label
    rows: list[tuple[str, ...]] = [
        *(
            (label("bad row"), problem_place(language, one), problem_reason(language, one))
            for one in shown.problems
        ),
        *(
            (label("remark"), problem_place(language, one), problem_reason(language, one))
            for one in shown.warnings
        ),
        *((label("changed"), one.row.key, _changed(language, one)) for one in shown.changed),
        *((label("kept, own edit"), one.row.key, _named(language, one, one.kept)) for one in shown.kept),
        *((label("new"), one.key, one.profile.name) for one in shown.new),
        *((label("not in this file"), one.key, one.name) for one in shown.gone),
        *((label("erased"), label("line {line}", line=one.line), "") for one in shown.erased),
    ]
    return (label("what"), label("where"), label("details")), rows


def report(language: Language, content: bytes) -> Screen:
    """Send the complete report as a file."""
    text = language.say("Everything about this list, row by row.")
    return Screen(text, (home_row(language),), Attachment(AttachmentKind.DOCUMENT, REPORT, content))


def reading(language: Language) -> Screen:
    """Tell that a list is being looked at."""
    return Screen(language.say("I am reading your list… Nothing is changed yet."))


def loading(language: Language) -> Screen:
    """Tell that a list is being loaded."""
    return Screen(language.say("I am loading your list… This can take a moment."))


def loaded(language: Language, event: Event, *, new: int, changed: int, skipped: int) -> Screen:
    """Tell what was loaded."""
    say = language.say
    text = join(
        (
            say("<b>The list is loaded into {event}.</b>", event=event.name),
            join(
                (
                    say("New: {n}", n=new),
                    say("Changed: {n}", n=changed),
                    say("Bad rows left out: {n}", n=skipped) if skipped else "",
                )
            ),
            say("New people do not have their link yet: send everybody theirs, a bot cannot write first."),
        ),
        "\n\n",
    )
    links = Button(language.label("Personal links"), organizer_actions.LinksFile(event.id))
    return Screen(text, ((links, back(language, event.id)),))


def waiting(language: Language, draft_id: int, event_id: int) -> Screen:
    """Tell that a file was received, where its preview got lost on the way."""
    text = language.say("Your file is here. Nothing was changed yet.")
    show = Button(language.label("Show what it would change"), organizer_actions.ImportShow(draft_id))
    return Screen(text, ((show,), (back(language, event_id),)))


def too_large(language: Language, megabytes: int) -> Screen:
    """Tell that Telegram does not hand a file of this size to a bot."""
    return Screen(
        language.say("This file is too large: Telegram lets me read files of up to {n} MB.", n=megabytes)
    )
