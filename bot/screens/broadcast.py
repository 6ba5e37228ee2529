"""A message to everybody: prompt, preview, progress, report."""

from __future__ import annotations

from bot.domain.broadcasts import Audience, Broadcast, BroadcastState
from bot.domain.event import Event
from bot.i18n import Html, Language, join
from bot.screens import organizer_actions
from bot.screens.organizer import back
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.broadcasting import Draft, Progress


def prompt(language: Language, event: Event, audience: Audience) -> Screen:
    """Ask for the message."""
    text = join(
        (
            language.say("<b>Message to everybody at {event}</b>", event=event.name),
            _audience(language, audience),
            language.say(
                "Write it now, with bold, links and so on as you like, or send one photo or one document "
                "with a caption. You see it before anybody else does."
            ),
        ),
        "\n\n",
    )
    return Screen(text, ((back(language, event.id),),))


def refused(language: Language, event_id: int, *, too_long: bool) -> Screen:
    """Say that this cannot be sent to everybody; the question stays open."""
    if too_long:
        text = language.say(
            "A caption can have 1,024 characters at most, and this one is longer. Please shorten it, or "
            "send the text without the file."
        )
    else:
        text = language.say(
            "I can send text, one photo or one document to everybody. Please send one of these."
        )
    return Screen(text, ((back(language, event_id),),))


def message(broadcast: Broadcast) -> Screen:
    """Give the message as everybody gets it."""
    if not broadcast.file_kind:
        return Screen(broadcast.html)
    attachment = Attachment(AttachmentKind(broadcast.file_kind), file_id=broadcast.file_id)
    return Screen(broadcast.html, attachment=attachment)


def draft(language: Language, shown: Draft) -> Screen:
    """Ask whether to send what stands above."""
    label, event, broadcast_id = language.label, shown.event, shown.broadcast.id
    night = ""
    send: Rows = ((Button(label("Send to everybody"), organizer_actions.BroadcastSend(broadcast_id)),),)
    if shown.wait_until is not None:
        time = f"{event.local(shown.wait_until):%H:%M}"
        night = language.say("It is night at the event. The message can wait until {time}.", time=time)
        send = (
            (Button(label("Send at {time}", time=time), organizer_actions.BroadcastSend(broadcast_id)),),
            (Button(label("Send now"), organizer_actions.BroadcastSend(broadcast_id, at_once=True)),),
        )
    if not shown.audience.reachable:
        send = ()
    text = join(
        (
            language.say("<b>This is what everybody at {event} gets.</b>", event=event.name),
            _audience(language, shown.audience),
            night,
        ),
        "\n\n",
    )
    discard = Button(label("Discard"), organizer_actions.BroadcastDiscard(broadcast_id))
    again = Button(label("Write it anew"), organizer_actions.BroadcastPrompt(event.id))
    return Screen(text, (*send, (again, discard)))


def progress(language: Language, shown: Progress) -> Screen:
    """Show how far a broadcast is, or its report once nothing is left to send."""
    broadcast, tally = shown.broadcast, shown.tally
    if shown.over:
        return report(language, shown)
    event = shown.event
    head = language.say("<b>Message to everybody at {event}</b>", event=event.name)
    count = language.say("Done: {done} of {total}", done=tally.settled, total=tally.total)
    begins = ""
    if not tally.settled and broadcast.started_at is not None:
        begins = language.say("Begins at {time}.", time=language.moment(event.local(broadcast.started_at)))
    if broadcast.state is BroadcastState.STOPPED:
        begins = language.say("Stopped; what is on its way still arrives.")
    rows: Rows = (
        (
            Button(language.label("Refresh"), organizer_actions.BroadcastReport(broadcast.id)),
            back(language, event.id),
        ),
    )
    if broadcast.state is BroadcastState.RUNNING:
        rows = ((Button(language.label("Stop"), organizer_actions.BroadcastStop(broadcast.id)),), *rows)
    return Screen(join((head, join((count, begins)), *_details(language, shown)), "\n\n"), rows)


def report(language: Language, shown: Progress) -> Screen:
    """Show what became of a broadcast."""
    if shown.broadcast.state is BroadcastState.STOPPED:
        head = language.say("<b>The message to everybody at {event} was stopped.</b>", event=shown.event.name)
    else:
        head = language.say("<b>The message to everybody at {event} is sent.</b>", event=shown.event.name)
    text = join((head, *_details(language, shown)), "\n\n")
    return Screen(text, ((back(language, shown.event.id),),))


def _details(language: Language, shown: Progress) -> tuple[Html, ...]:
    say, broadcast, tally = language.say, shown.broadcast, shown.tally
    figures = join(
        (
            say("Reached: {n}", n=tally.reached),
            say("Have blocked the bot: {n}", n=tally.blocked + broadcast.unreachable),
            say("Failed: {n}", n=tally.failed),
            say("Unconfirmed: {n}", n=tally.unconfirmed),
            say("Not sent, because it was stopped: {n}", n=tally.stopped),
            say("Never opened the bot: {n}", n=broadcast.never_connected),
        )
    )
    doubt = say(
        "<i>Unconfirmed: Telegram did not answer. They may have it, so it is not sent a second time.</i>"
    )
    return (figures, doubt) if tally.unconfirmed else (figures,)


def _audience(language: Language, audience: Audience) -> Html:
    lines = [
        language.say_n("It goes to {n} person.", "It goes to {n} people.", audience.reachable),
        language.say_n(
            "{n} person has never opened the bot and does not get it.",
            "{n} people have never opened the bot and do not get it.",
            audience.never_connected,
        )
        if audience.never_connected
        else "",
        language.say_n(
            "{n} person has blocked the bot and does not get it.",
            "{n} people have blocked the bot and do not get it.",
            audience.unreachable,
        )
        if audience.unreachable
        else "",
    ]
    return join(lines)
