"""Self-registration: consent, the questions, where one stands; and what organizers see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.applications import NEEDED, REASON_CHARACTERS, Application, ApplicationState
from bot.domain.event import Event, Registration
from bot.domain.steps import code_of
from bot.i18n import Html, Language, Languages, escape, join
from bot.screens import actions, organizer_actions, profile_actions
from bot.screens import registering_actions as buttons
from bot.screens.fields import field_title
from bot.screens.joining import controller_line, language_row, language_rows, spoken
from bot.screens.organizer import back
from bot.screens.parts import clip, home_row, pager, quote
from bot.screens.problems import problem_reason
from bot.screens.reason_actions import RefuseWith
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.files import Problem
from bot.usecases.registering import Place, Standing, Waiting

_MOST_SAID, _MOST_EVENTS, _LABEL_UNITS = 3, 5, 40


def consent(language: Language, event: Event) -> Screen:
    """Say what registering means; nothing is stored before it is agreed to."""
    say, privacy = language.say, event.privacy
    days = language.listing(language.day(day) for day in event.days)
    decides = say("An organizer looks at each registration; you will be told here.")
    text = join(
        (
            say("<b>Register for {event}</b> ({days})", event=event.name, days=days),
            say("I will ask for your name, your organization and your e-mail: three short questions."),
            decides if event.booking.registration is Registration.APPROVAL else "",
            say(
                "Other participants see your profile, never your e-mail before you have agreed to meet. "
                "Stored are what you answer, your Telegram id, user name and language, your requests and "
                "meetings. You can read, export and erase it all with /privacy."
            ),
            controller_line(language, privacy.controller, privacy.contact),
        ),
        "\n\n",
    )
    agree = Button(language.label("I agree, register me"), buttons.AgreeToRegister(event.id))
    return Screen(text, ((agree,), language_row(language)))


def question(language: Language, field: str, problems: Sequence[Problem] = ()) -> Screen:
    """Ask for the next thing; with what was wrong with the answer before."""
    say = language.say
    asked = {
        "name": lambda: say("What is your <b>name</b>, as on your badge?"),
        "organization": lambda: say("Which <b>organization</b> are you from?"),
        "email": lambda: say("What is your <b>e-mail</b>? Others see it only after you have agreed to meet."),
    }[field]()
    wrong = [f"– {problem_reason(language, one)}" for one in problems[:_MOST_SAID]]
    text = join((join(wrong), asked, say("/cancel stops the registration.")), "\n\n")
    skip = Button(language.label("Skip"), buttons.SkipAnswer())
    return Screen(text, () if field in NEEDED else ((skip,),))


def look(language: Language, event: Event, answers: Mapping[str, str]) -> Screen:
    """Show what was answered, before it is sent."""
    lines = [
        language.say("{name}: {value}", name=field_title(language, one), value=clip(value))
        for one, value in answers.items()
        if value
    ]
    button = language.label("Register")
    ask = language.say("Is that right? Then tap <i>{button}</i>.", button=button)
    text = join((language.say("<b>Register for {event}</b>", event=event.name), join(lines), ask), "\n\n")
    again = Button(language.label("Start again"), buttons.AgreeToRegister(event.id))
    return Screen(text, ((Button(button, buttons.SendRegistration()),), (again,)))


def standing(language: Language, shown: Place) -> Screen:
    """Tell somebody who takes no part yet where he stands."""
    say, event, mine = language.say, shown.event, shown.application
    contact = event.privacy.contact
    ask = (
        say("Please write to the organizer: {contact}", contact=contact)
        if contact
        else say("Please ask the organizer of your event for your personal link.")
    )
    rows: Rows = (language_row(language),)
    if shown.standing is Standing.KNOWN:
        told = say(
            "<b>You may be in the list of {event} already.</b>\n\nSomebody with this name or e-mail is. "
            "Please ask the organizer for your personal link; nothing was registered.",
            event=event.name,
        )
    elif shown.standing is Standing.PENDING and mine:
        told = say(
            "<b>Your registration for {event} waits for an organizer.</b>\n\nYou will be told here as soon "
            "as it is decided.",
            event=event.name,
        )
        ask = Html()
        rows = ((Button(language.label("Take it back"), buttons.TakeBack(mine.id)),), *rows)
    elif shown.standing is Standing.REFUSED and mine:
        told = join((say("<b>You were not admitted to {event}.</b>", event=event.name), quote(mine.reason)))
    else:
        told = say("Nobody can register for {event} here any more.", event=event.name)
    return Screen(join((told, ask), "\n\n"), rows)


def too_many(language: Language) -> Screen:
    """Ask an account to wait that tried many names or links of others."""
    text = language.say("Too many attempts came from this account. Please wait an hour, then try again.")
    return Screen(text, (language_row(language),))


def taken_back(language: Language, event: Event) -> Screen:
    """Tell somebody that his application is gone."""
    text = language.say("Your registration for {event} is taken back and erased.", event=event.name)
    return Screen(text, (language_row(language),))


# --- what comes unasked
def admitted(language: Language, event: Event) -> Screen:
    """Tell somebody that he is in."""
    text = language.say(
        "<b>You are admitted to {event}.</b>\n\nComplete your profile, so that others find you, and look "
        "around.",
        event=event.name,
    )
    profile = Button(language.label("My profile"), profile_actions.MyProfile())
    people = Button(language.label("Find people"), actions.Directory())
    return Screen(text, ((profile, people), home_row(language)))


def refused(language: Language, event: Event, application: Application) -> Screen:
    """Tell somebody that he was not admitted, with the reason."""
    return standing(language, Place(event, Standing.REFUSED, application))


# --- organizers
def decided(language: Language, shown: Application, *, admitted: bool) -> Html:
    """Say what an organizer has just decided about somebody."""
    if admitted:
        return language.say("<b>{name}</b> is admitted and has been told.", name=clip(shown.name))
    return language.say("<b>{name}</b> is refused and has been told.", name=clip(shown.name))


def registrations(language: Language, shown: Waiting, link: str, notice: str = "") -> Screen:
    """Show how people register for an event, and who waits; ``notice`` goes on top."""
    say, event = language.say, shown.event
    how = {
        Registration.CLOSED: lambda: say(
            "Nobody can register: people come in by their personal links. “registration” in the event file "
            "opens it (“approval” or “open”)."
        ),
        Registration.APPROVAL: lambda: say("Anybody with this link can register; you admit or refuse each."),
        Registration.OPEN: lambda: say("Anybody with this link can register and is in at once."),
    }[event.booking.registration]()
    is_open = event.booking.registration is not Registration.CLOSED
    count = say("Waiting for a decision: {n}", n=shown.total)
    head = say("<b>Registration for {event}</b>", event=event.name)
    text = join((notice, head, how, escape(link) if is_open else "", count), "\n\n")
    people = [
        (Button(clip(one.name, _LABEL_UNITS), buttons.ShowApplication(one.id)),) for one in shown.applications
    ]
    pages = tuple(buttons.Registrations(event.id, shown.number + step) for step in (-1, 1))
    turn = pager(language, shown.number, shown.pages, pages)
    code = ((Button(language.label("QR code"), buttons.RegistrationCode(event.id)),),) if is_open else ()
    return Screen(text, (*people, *((turn,) if turn else ()), *code, (back(language, event.id),)))


def code(language: Language, event: Event, link: str, png: bytes, leads_back: Button) -> Screen:
    """Send the event's public link as a QR code; a button ``leads_back`` to where it was asked for."""
    text = join(
        (language.say("Whoever scans this can register for <b>{event}</b>.", event=event.name), escape(link))
    )
    photo = Attachment(AttachmentKind.PHOTO, f"{event.slug}-register.png", png)
    return Screen(text, ((leads_back,),), photo)


def application(language: Language, event: Event, shown: Application, username: str = "") -> Screen:
    """Show an organizer somebody who would like to be let in."""
    say = language.say
    text = join(
        (
            say("<b>Somebody would like to take part in {event}</b>", event=event.name),
            join(
                (
                    Html(f"<b>{escape(clip(shown.name))}</b>"),
                    clip(shown.organization),
                    clip(shown.email),
                    f"@{username}" if username else "",
                )
            ),
            say("This registration was refused.") if shown.state is ApplicationState.REFUSED else "",
            quote(shown.reason),
        ),
        "\n\n",
    )
    label = language.label
    admit = Button(label("Admit"), buttons.Admit(shown.id))
    refuse = (
        Button(label("Refuse"), buttons.Refuse(shown.id)),
        Button(label("Refuse with a reason"), buttons.RefuseWithReason(shown.id)),
    )
    rows: Rows = ((admit,), *((refuse,) if shown.state is ApplicationState.PENDING else ()))
    others = Button(label("All registrations"), buttons.Registrations(event.id))
    return Screen(text, (*rows, (others, back(language, event.id))))


def in_the_list(language: Language, event: Event, shown: Application) -> Screen:
    """Tell an organizer that somebody need not be admitted: his name or address is in the list."""
    text = language.say(
        "<b>{name}</b> or this e-mail is in the list already, so nothing was changed. If it is the same "
        "person, give them their personal link; if not, change the name in the list or refuse.",
        name=clip(shown.name),
    )
    rows: Rows = (
        (Button(language.label("Not connected"), organizer_actions.NotConnected(event.id)),),
        (Button(language.label("‹ Registration"), buttons.ShowApplication(shown.id)),),
    )
    return Screen(text, rows)


def reason_prompt(language: Language, event: Event, shown: Application) -> Screen:
    """Ask an organizer why somebody is refused."""
    text = language.say(
        "Why is {name} refused? Write a sentence, at most {longest} characters; it is sent along. /cancel "
        "leaves everything as it is.",
        name=clip(shown.name),
        longest=REASON_CHARACTERS,
    )
    return Screen(text, ((back(language, event.id),),))


def refuse_with_reason(language: Language, shown: Application, reason: str) -> Screen:
    """Show the reason of a refusal before the tap that sends it."""
    head = language.say("Refuse {name} with this reason?", name=clip(shown.name))
    label = language.label
    rows: Rows = (
        (Button(label("Refuse with this reason"), RefuseWith(shown.id, code_of(reason))),),
        (Button(label("Write another reason"), buttons.RefuseWithReason(shown.id)),),
        (Button(label("‹ Registration"), buttons.ShowApplication(shown.id)),),
    )
    return Screen(join((head, quote(reason)), "\n\n"), rows)


def home_button(language: Language, event: Event) -> tuple[Button, ...]:
    """Give the button by which a stranger registers for an event."""
    return (
        Button(
            language.label("Register: {event}", event=clip(event.name, _LABEL_UNITS)),
            buttons.Register(event.id),
        ),
    )


def no_link(
    language: Language, events: Sequence[Event], every: Languages, *, understood: bool = True
) -> Screen:
    """Tell somebody who came without a link what he can register for; ``understood`` as for ``joining``."""
    text = language.say(
        "Hello! This is <b>Bilateral</b>. It arranges one-to-one meetings at conferences.\n\nIf the "
        "organizer of your event sent you a <b>personal link</b>, please open that. Otherwise you can "
        "register here."
    )
    rows = tuple(home_button(language, event) for event in events[:_MOST_EVENTS])
    if understood:
        return Screen(text, (*rows, language_row(language)))
    text = join((text, spoken(language, every)), "\n\n")
    return Screen(text, (*rows, *language_rows(language, every)))
