"""What stands on one's own card alone: the ways to change it, and whether others find one."""

from __future__ import annotations

from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import finding_actions, profile_actions
from bot.screens.parts import home_row
from bot.screens.screen import Button, Rows, Screen


def own_rows(language: Language, person: Participant) -> Rows:
    """Give the buttons of one's own card."""
    label = language.label
    if person.hidden:
        hide = Button(label("Show me again"), profile_actions.Hide(hidden=False, sure=True))
    else:
        hide = Button(label("Hide me"), profile_actions.Hide(hidden=True))
    return (
        (
            Button(label("Edit"), profile_actions.EditProfile()),
            Button(label("Meeting times"), profile_actions.MyTimes()),
        ),
        (Button(label("My QR code and link"), finding_actions.OwnCard()),),
        (hide,),
    )


def hidden_note(language: Language) -> Html:
    """Say that one is hidden."""
    return language.say(
        "<b>You are hidden:</b> nobody finds you in the directory or can ask you for a meeting. You can "
        "still ask others, and your meetings go on."
    )


def hide_prompt(language: Language) -> Screen:
    """Explain what hiding does, before it is done."""
    text = join(
        (
            language.say("<b>Hide you from the directory?</b>"),
            language.say(
                "Nobody will find you in lists, searches and suggestions, or be able to ask you for a "
                "meeting. Whoever has a request or a meeting with you still sees your profile. You can ask "
                "others as before, and your meetings go on."
            ),
        ),
        "\n\n",
    )
    hide = Button(language.label("Yes, hide me"), profile_actions.Hide(hidden=True, sure=True))
    back = Button(language.label("‹ My profile"), profile_actions.MyProfile())
    return Screen(text, ((hide,), (back, *home_row(language))))
