"""Editing one's own profile: what can be changed, the question for a field, the look before keeping it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.domain.own_profile import LISTS, NEEDED, PHOTO
from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import actions, profile_actions
from bot.screens.fields import field_title, field_value
from bot.screens.organizer import back
from bot.screens.parts import clip, fitting, grid, home_row, quote, under, who
from bot.screens.problems import problem_reason
from bot.screens.profile_text import fact_lines, head_lines, window_lines
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.files import Problem
from bot.usecases.own_profile import PAGE, Draft, Look

_VALUE_UNITS, _QUOTE_UNITS, _LIST_UNITS, _CHANGES_UNITS = 80, 1100, 1800, 900
_MOST_SAID = 5


def menu(language: Language, person: Participant, fields: Sequence[str], notice: str = "") -> Screen:
    """Show what somebody can change of his profile, with what it says now."""
    lines = [
        language.say("{name}: {value}", name=field_title(language, one), value=clip(value, _VALUE_UNITS))
        for one in fields
        if one not in (PHOTO, "description") and (value := field_value(person, one))
    ]
    text = join(
        (
            notice,
            language.say("<b>Edit your profile</b>"),
            fitting(lines, _LIST_UNITS, "\n"),
            language.say(
                "What would you like to change? What you change yourself stays, also when the organizer "
                "loads a new list."
            ),
        ),
        "\n\n",
    )
    buttons = [Button(field_title(language, one), profile_actions.EditField(one)) for one in fields]
    page = Button(language.label("Paste a whole profile"), profile_actions.EditField(PAGE))
    return Screen(text, (*grid(buttons, 2), (page,), (_profile(language), *home_row(language))))


def ask(language: Language, person: Participant, field: str, common: Sequence[str] = ()) -> Screen:
    """Ask for one field, with what it says now, or for a whole profile page.

    ``common`` is what others say there, so that the same thing is called the same.
    """
    if field == PAGE:
        text = language.say(
            "Send me your profile as your registration or an event site shows it: paste it here, in several "
            "messages if it is long, or send it as a text file. Nothing is changed before you have seen what "
            "it would change."
        )
        return Screen(text, (_back(language),))
    value = field_value(person, field)
    there = person.photo if field == PHOTO else value
    clear = Button(language.label("Clear"), profile_actions.ClearField(field))
    rows: Rows = ((clear,),) if there and field not in NEEDED else ()
    values = clip("; ".join(clip(one, _VALUE_UNITS) for one in common), _LIST_UNITS)
    others = language.say("Others say, for example: {values}", values=values) if common else ""
    text = join((_question(language, field), others, quote(clip(value, _QUOTE_UNITS))), "\n\n")
    return Screen(text, (*rows, _back(language)))


def _question(language: Language, field: str) -> Html:
    say, name = language.say, field_title(language, field)
    if field == PHOTO:
        return say(
            "Send me your photo. The others open it from your profile. /cancel leaves everything as it is."
        )
    if field in LISTS:
        return say(
            "<b>{name}</b>\n\nWrite a few words or phrases, with commas in between or each on its own "
            "line. /cancel leaves everything as it is.",
            name=name,
        )
    if field in ("email", "phone"):
        return say(
            "<b>{name}</b>\n\nWrite it as it should be. Others see it only after you have agreed to meet. "
            "/cancel leaves everything as it is.",
            name=name,
        )
    if field == "description":
        return say(
            "<b>{name}</b>\n\nWrite it as it should be, in several messages if it is long. /cancel leaves "
            "everything as it is.",
            name=name,
        )
    return say("<b>{name}</b>\n\nWrite it as it should be. /cancel leaves everything as it is.", name=name)


def tap_to_keep(language: Language, shown: Screen) -> Screen:
    """Answer a yes beneath a look: the tap alone keeps what is shown."""
    note = language.say("<b>To keep it, please tap <i>{button}</i>.</b>", button=language.label("Save"))
    return under(note, shown)


def preview(language: Language, look: Look) -> Screen:
    """Show a profile as others would see it, and what would change."""
    before, after = look.before, look.after
    changes = [_change(language, before, after, one) for one in look.draft.changes]
    times = window_lines(language, look.event, after)
    text = join(
        (
            language.say("<b>This is how others would see you. Nothing is kept yet.</b>"),
            join((head_lines(after.profile), fact_lines(language, after.profile), times), "\n\n"),
            quote(clip(after.profile.description, _QUOTE_UNITS), expandable=True),
            fitting((language.say("Changes:"), *changes), _CHANGES_UNITS, "\n"),
        ),
        "\n\n",
    )
    return Screen(text, _choices(language, look.draft))


def _change(language: Language, before: Participant, after: Participant, field: str) -> Html:
    old, new = (clip(field_value(one, field), _VALUE_UNITS) for one in (before, after))
    name = field_title(language, field)
    if field == PHOTO:
        return language.say("The photo is removed.")
    if not new:
        return language.say("{name}: {old}, will be empty", name=name, old=old)
    if not old:
        return language.say("{name}: {new} (new)", name=name, new=new)
    return language.say("{name}: {new} (was: {old})", name=name, new=new, old=old)


def photo_preview(language: Language, person: Participant, draft: Draft) -> Screen:
    """Show a photo as others would get it."""
    text = join((who(language, person), language.say("Nothing is kept yet.")), "\n\n")
    photo = Attachment(AttachmentKind.PHOTO, file_id=draft.changes[PHOTO])
    return Screen(text, _choices(language, draft), photo)


def kept_photo(language: Language, person: Participant) -> Html:
    """Write under the look at a photo that it is kept."""
    return join((who(language, person), language.say("Saved.")), "\n\n")


def photo(language: Language, person: Participant) -> Screen:
    """Send somebody's photo."""
    back = Button(language.label("‹ Profile"), actions.Person(person.id))
    return Screen(who(language, person), ((back,),), Attachment(AttachmentKind.PHOTO, file_id=person.photo))


def nothing_new(language: Language, field: str) -> Screen:
    """Tell that what was written changes nothing."""
    text = language.say("That changes nothing: your profile says so already, or there was nothing to read.")
    return Screen(text, (_again(language, field), _back(language)))


def wrong(language: Language, field: str, problems: Sequence[Problem]) -> Screen:
    """Tell what cannot be kept, and why."""
    lines = [f"– {problem_reason(language, one)}" for one in problems[:_MOST_SAID]]
    head = join((language.say("<b>This cannot be kept:</b>"), *lines))
    text = join((head, language.say("Please write it once more.")), "\n\n")
    return Screen(text, (_again(language, field), _back(language)))


def photo_wanted(language: Language) -> Screen:
    """Tell that a photo was expected."""
    text = language.say("Please send the photo as a picture, not as a file or a text.")
    return Screen(text, (_back(language),))


def renamed(language: Language, event: Event, was: str, person: Participant) -> Screen:
    """Tell an organizer that somebody goes by another name from now on."""
    text = join(
        (
            language.say("<b>{event}: somebody has changed their name</b>", event=clip(event.name)),
            language.say("{was} is now {who}", was=clip(was), who=who(language, person)),
        ),
        "\n\n",
    )
    return Screen(text, ((back(language, event.id),),))


def _choices(language: Language, draft: Draft) -> Rows:
    save = Button(language.label("Save"), profile_actions.SaveProfile(draft.code))
    return ((save,), _again(language, draft.field), _back(language))


def _again(language: Language, field: str) -> tuple[Button, ...]:
    return (Button(language.label("Write it again"), profile_actions.EditField(field)),)


def _back(language: Language) -> tuple[Button, ...]:
    return (Button(language.label("‹ Edit"), profile_actions.EditProfile()), _profile(language))


def _profile(language: Language) -> Button:
    return Button(language.label("‹ My profile"), profile_actions.MyProfile())
