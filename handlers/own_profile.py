"""One's own profile: the card, editing a field or all of it, the photo, and hiding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message
from telegram.error import BadRequest

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.own_profile import PHOTO, editable
from bot.i18n import Language
from bot.screens import directory, own_card, profile_actions
from bot.screens import own_profile as screens
from bot.screens.my_times import times_not_saved
from bot.screens.people_import import too_large
from bot.screens.screen import Screen
from bot.usecases import directory as people
from bot.usecases import own_profile
from bot.usecases.identity import Me, event_of, participant_of
from bot.usecases.outbox import OutboxRow
from bot.usecases.own_profile import PAGE, STEP, Draft, Look
from bot.usecases.ports import UnitOfWork
from bot.usecases.replies import is_yes
from bot.usecases.settings import set_dialog
from handlers.outside import on_other
from handlers.people_import import MAX_MEGABYTES, download
from handlers.visitor import NotAnAnswerError, participant

_PAGE_BYTES = 200_000  # room for the longest text in every field
ANY_CONTENT = frozenset({STEP})  # steps whose answer may be a photo or a document


async def on_my_profile(turn: Turn, _action: profile_actions.MyProfile | None = None) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        screen = await _card(turn, uow, me, language)
        if await uow.profiles.times_draft(me.id) is not None:
            screen = times_not_saved(language, screen)
    await turn.show(screen)
    await turn.put_away()  # of pictures only the look at a photo leads here


async def on_edit(turn: Turn, _action: profile_actions.EditProfile) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    await turn.show(screens.menu(language, me.participant, editable(me.event)))
    await turn.put_away()


async def on_field(turn: Turn, action: profile_actions.EditField) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        draft = own_profile.begin(me, action.facet)
        await set_dialog(uow, turn.sender, draft.dialog())
        common = await own_profile.common(uow, me, action.facet)
    await turn.show(screens.ask(language, me.participant, action.facet, common))
    await turn.put_away()


async def on_clear(turn: Turn, action: profile_actions.ClearField) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        look = own_profile.look(me, own_profile.cleared(me, action.facet))
        await set_dialog(uow, turn.sender, look.draft.dialog())
    await turn.show(screens.preview(language, look))


async def on_content(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take a text, a photo or a file for what was asked for, and show what it would change.

    Raises:
        NotAnAnswerError: a text is about something else.
    """
    draft = own_profile.draft_of(dialog)
    if draft.changes and is_yes(message.text or ""):
        await _tap_to_keep(turn, draft)  # "yes" is nothing that somebody offers
    elif draft.field == PHOTO:
        await _photo(turn, message, draft)
    elif draft.field == PAGE and message.document:
        await on_page_file(turn, message)
    elif not message.text and not draft.said and not draft.changes:
        await on_field(turn, profile_actions.EditField(draft.field))
    elif not message.text:
        await on_other(turn)
    elif draft.field == PAGE and draft.said and not draft.open and not is_page(turn, message.text):
        raise NotAnAnswerError  # the page was read, and this is about something else
    else:
        await _written(turn, draft, message.text)


async def _tap_to_keep(turn: Turn, draft: Draft) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    await turn.show(screens.tap_to_keep(language, _looked(language, own_profile.look(me, draft))))


def is_page(turn: Turn, text: str) -> bool:
    """Tell whether a text is a profile page that was pasted."""
    return turn.services.files.looks_like_profile(text)


async def on_page(turn: Turn, text: str) -> None:
    """Read a profile page that was pasted without being asked for."""
    await _written(turn, Draft(PAGE), text)


async def on_file(turn: Turn, message: Message) -> None:
    """Take a file that nobody asked for as a profile page, if it is one; others are not even fetched."""
    file = message.document
    if file and (file.file_name or "").lower().endswith(".txt") and (file.file_size or 0) <= _PAGE_BYTES:
        text = (await download(message) or b"").decode("utf-8-sig", "replace")
        if is_page(turn, text):
            await on_page(turn, text)
            return
    await on_other(turn)


async def on_page_file(turn: Turn, message: Message) -> None:
    """Read a profile page that was asked for and sent as a file."""
    content = await download(message)
    if content is None:
        async with turn.reading() as uow:
            _, language = await participant(turn, uow)
        await turn.show(too_large(language, MAX_MEGABYTES))
        return
    await _written(turn, Draft(PAGE), content.decode("utf-8-sig", "replace"))


async def _written(turn: Turn, draft: Draft, text: str) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        look = await own_profile.written(uow, turn.services.files, me, draft, text)
        await set_dialog(uow, turn.sender, look.draft.dialog())
    await turn.show(_looked(language, look))


def _looked(language: Language, look: Look) -> Screen:
    if look.problems:
        return screens.wrong(language, look.draft.field, look.problems)
    if not look.draft.changes:
        return screens.nothing_new(language, look.draft.field)
    if look.draft.changes.get(PHOTO):
        return screens.photo_preview(language, look.after, look.draft)
    return screens.preview(language, look)


async def _photo(turn: Turn, message: Message, draft: Draft) -> None:
    if not message.photo:
        async with turn.reading() as uow:
            _, language = await participant(turn, uow)
        await turn.show(screens.photo_wanted(language))
        return
    draft = own_profile.with_photo(draft, message.photo[-1].file_id)
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await set_dialog(uow, turn.sender, draft.dialog())
    await turn.show(_looked(language, own_profile.look(me, draft)))


async def on_save(turn: Turn, action: profile_actions.SaveProfile) -> None:
    caption = ""
    try:
        caption = await _save(turn, action.value)
    finally:  # also when nothing is being written any more
        await turn.put_away(caption)


async def _save(turn: Turn, code: str) -> str:
    """Keep what is being written; gives what then stands under the photo, if it was one."""
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            draft = own_profile.draft_of(me.person.dialog)
            owners, now = turn.services.organizers, turn.clock.now()
            problems = await own_profile.save(uow, me, code, owners, now)
            if not problems:
                await set_dialog(uow, turn.sender, None)
            me, language = await participant(turn, uow)
            card = await _card(turn, uow, me, language)
    except StaleError:  # more was written since: that is shown first
        async with turn.reading() as uow:
            me, language = await participant(turn, uow)
        await turn.show(_looked(language, own_profile.look(me, own_profile.draft_of(me.person.dialog))))
        return ""
    if problems:
        await turn.show(screens.wrong(language, draft.field, problems))
        return ""
    turn.toast(language.label("Saved."))
    await turn.show(card)
    return screens.kept_photo(language, me.participant)


async def on_photo(turn: Turn, action: profile_actions.Photo) -> None:
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        await people.card(uow, me, action.person, now)  # whoever may not see the card sees no photo
        person = await participant_of(uow, action.person, me.event.id)
    if not person.photo:
        raise NotFoundError
    try:
        await turn.send(screens.photo(language, person))
    except BadRequest:  # of a bot that had this database before
        turn.toast(language.label("This photo is no longer there."), alert=True)


async def on_hide(turn: Turn, action: profile_actions.Hide) -> None:
    if not action.sure:
        async with turn.reading() as uow:
            _, language = await participant(turn, uow)
        await turn.show(own_card.hide_prompt(language))
        return
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await uow.profiles.hide(me.participant, hidden=action.hidden)
        me, language = await participant(turn, uow)
        card = await _card(turn, uow, me, language)
    said = (
        language.label("You are hidden.") if action.hidden else language.label("Everybody finds you again.")
    )
    turn.toast(said)
    await turn.show(card)


async def _card(turn: Turn, uow: UnitOfWork, me: Me, language: Language) -> Screen:
    return directory.card(language, me.event, await people.card(uow, me, me.id, turn.clock.now()))


async def render(uow: UnitOfWork, row: OutboxRow, language: Language, _now: datetime) -> Screen | None:
    """Draw ``profile.renamed`` for an organizer; none of one who is erased or has the old name again."""
    params = row.note.params
    try:
        event = await event_of(uow, params["event"])
        person = await participant_of(uow, params["person"], event.id)
    except NotFoundError:
        return None
    return (
        screens.renamed(language, event, params["was"], person)
        if person.profile.name != params["was"]
        else None
    )


routes = MappingProxyType(
    {
        profile_actions.MyProfile: on_my_profile,
        profile_actions.EditProfile: on_edit,
        profile_actions.EditField: on_field,
        profile_actions.ClearField: on_clear,
        profile_actions.SaveProfile: on_save,
        profile_actions.Photo: on_photo,
        profile_actions.Hide: on_hide,
    }
)
dialogs = MappingProxyType({STEP: on_content})
