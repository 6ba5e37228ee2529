"""After the slot: the question how a meeting was, and what organizers see of the answers."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.feedback import ANSWERS, COMMENT_CHARACTERS, Feedback, Outcome
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions, organizer_actions
from bot.screens.parts import clip, fitting, grid, home_row, name, pager, quote, when, who
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.after_repositories import Said
from bot.usecases.agenda import Entry
from bot.usecases.feedback import Report


def card(language: Language, event: Event, shown: Entry, mine: Feedback | None) -> Screen:
    """Ask how a meeting was; what was said already stands there and can be changed."""
    say = language.say
    text = join(
        (
            say("<b>How was your meeting?</b>"),
            join((who(language, shown.other), when(language, event, shown.meeting.slot))),
            say("You said: <b>{answer}</b>", answer=said(language, mine.outcome)) if mine else "",
            quote(mine.comment) if mine else "",
            say("<i>Only the organizers see your answer. You can change it at any time.</i>"),
        ),
        "\n\n",
    )
    meeting_id = shown.meeting.id
    answers = [
        Button(
            f"✓ {label}" if mine and mine.outcome is outcome else label,
            after_actions.GiveFeedback(meeting_id, outcome.value),
        )
        for outcome, label in ((one, said(language, one)) for one in ANSWERS)
    ]
    return Screen(text, (*grid(answers, 2), *_more(language, meeting_id, mine)))


def said(language: Language, outcome: Outcome) -> str:
    """Write an answer, for a button or a sentence."""
    label = language.label
    texts = {
        Outcome.DEAL_POSSIBLE: lambda: label("Deal possible"),
        Outcome.USEFUL: lambda: label("Useful"),
        Outcome.LITTLE_INTEREST: lambda: label("Little interest"),
        Outcome.DID_NOT_HAPPEN: lambda: label("Did not happen"),
        Outcome.ABSENT: lambda: label("The other side did not come"),
    }
    return texts[outcome]()


def feedback_button(language: Language, meeting_id: int) -> Button:
    """Give the button that asks how a meeting was."""
    return Button(language.label("How was it?"), after_actions.FeedbackCard(meeting_id))


def comment_prompt(language: Language, shown: Entry) -> Screen:
    """Ask for a comment on a meeting."""
    text = language.say(
        "Write a comment on your meeting with {name}, at most {longest} characters. Only the organizers see "
        "it. /cancel leaves everything as it is.",
        name=name(language, shown.other),
        longest=COMMENT_CHARACTERS,
    )
    back = Button(language.label("‹ Back"), after_actions.FeedbackCard(shown.meeting.id))
    return Screen(text, ((back, *home_row(language)),))


def report(language: Language, shown: Report) -> Screen:
    """Show an organizer what was said: figures, and a page of comments with who said what about whom."""
    say, event = language.say, shown.event
    figures = join(
        say("{answer}: {n}", answer=said(language, one), n=shown.tally.get(one, 0))
        for one in (*ANSWERS, Outcome.ABSENT)
    )
    comments = fitting(_comment(language, event, one) for one in shown.comments)
    heading = say("<b>Comments</b>") if shown.comments else say("There are no comments yet.")
    text = join((say("<b>{event}</b>: feedback", event=event.name), figures, heading, comments), "\n\n")
    pages = (
        after_actions.FeedbackReport(event.id, shown.number - 1),
        after_actions.FeedbackReport(event.id, shown.number + 1),
    )
    turn = pager(language, shown.number, shown.pages, pages)
    files = (
        Button(language.label("As CSV"), after_actions.FeedbackFile(event.id, workbook=False)),
        Button(language.label("As Excel (XLSX)"), after_actions.FeedbackFile(event.id, workbook=True)),
    )
    back = (Button(language.label("‹ Back"), organizer_actions.Organizer(event.id)),)
    return Screen(text, (*((turn,) if turn else ()), *((files,) if shown.tally else ()), back))


def headings(language: Language) -> tuple[str, ...]:
    """Give the heading line of the file."""
    label = language.label
    return (label("Time"), label("From"), label("About"), label("Outcome"), label("Comment"))


def row(language: Language, event: Event, one: Said) -> tuple[str, ...]:
    """Write one answer as a line of the file; who was absent is counted elsewhere, and named nowhere."""
    blameless = Outcome.DID_NOT_HAPPEN if one.feedback.outcome is Outcome.ABSENT else one.feedback.outcome
    time = f"{event.local(one.starts_at):%Y-%m-%d %H:%M}"
    return (time, one.author, one.other, said(language, blameless), one.feedback.comment)


def feedback_file(language: Language, event: Event, content: bytes, *, workbook: bool) -> Screen:
    """Send all that was said as a file."""
    ending = "xlsx" if workbook else "csv"
    text = language.say("What was said about the meetings of {event}, for organizers only.", event=event.name)
    file = Attachment(AttachmentKind.DOCUMENT, f"{event.slug}-feedback.{ending}", content)
    desk = Button(language.label("‹ Organizer"), organizer_actions.Organizer(event.id))
    return Screen(text, ((desk, *home_row(language)),), file)


def _more(language: Language, meeting_id: int, mine: Feedback | None) -> Rows:
    label = language.label
    comment = label("Change the comment") if mine and mine.comment else label("Add a comment")
    last = (Button(label("Open the meeting"), actions.Meeting(meeting_id)), *home_row(language))
    return (
        *(((Button(comment, after_actions.FeedbackComment(meeting_id)),),) if mine else ()),
        *((last,) if mine else ()),
    )


def _comment(language: Language, event: Event, one: Said) -> Html:
    head = language.say(
        "{author} about {other}, {time}",
        author=clip(one.author) or language.label("A former participant"),
        other=clip(one.other) or language.label("A former participant"),
        time=language.moment(event.local(one.starts_at)),
    )
    return join((head, quote(one.feedback.comment)))
