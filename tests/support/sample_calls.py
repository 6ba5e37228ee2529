"""The calls: each screen function at least once, in each of its states. A new screen goes here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from itertools import permutations

from bot.domain.applications import FIELDS, Application, ApplicationState
from bot.domain.bookable import Standing
from bot.domain.booking import MOST_TIMES, Attendance, MeetingState, RequestState
from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, Tally
from bot.domain.contacts import Contact, Detail
from bot.domain.errors import Reason
from bot.domain.event import BookingMode, BookingRules, PrivacyNotice, Registration, ReminderRules
from bot.domain.feedback import Feedback
from bot.domain.feedback import Outcome as Answer
from bot.domain.finding import Facet, Filter, Free
from bot.domain.handover import Handover, HandoverState
from bot.domain.marks import Marks
from bot.domain.own_profile import editable
from bot.domain.people import Named, Participant, Profile
from bot.domain.relay import Content, Kind, Message, Obstacle, Outcome
from bot.domain.roles import Role
from bot.domain.safety import Report as PersonReport
from bot.domain.suggesting import Reasons
from bot.domain.tables import VenueTable
from bot.domain.today import DayLeft, Phase, day_left
from bot.domain.waiting import MOST_PLACES
from bot.domain.windows import Change
from bot.domain.wrap_up import Introduced
from bot.screens import (
    about_event,
    actions,
    agenda,
    agenda_pdf,
    asked_times,
    booking,
    broadcast,
    by_command,
    calendar,
    care,
    check_in,
    contacts,
    countering,
    dead_letters,
    directory,
    feedback,
    filters,
    free_now,
    gathering,
    hall,
    handover,
    home,
    joining,
    last_look,
    links,
    marks,
    move_proposals,
    moving,
    moving_notices,
    my_times,
    no_show,
    notes,
    notices,
    organizer,
    own_card,
    own_clocks,
    own_profile,
    people_import,
    picking,
    plain_text,
    privacy,
    registering,
    relay,
    requests,
    safety,
    settings,
    staff,
    suggesting,
    today,
    waiting,
    wrap_up,
)
from bot.screens.fields import field_value
from bot.screens.gathering import Piece
from bot.screens.parts import quote, under
from bot.screens.screen import Button, Screen
from bot.usecases.after_repositories import Said
from bot.usecases.agenda import OpenRequest, Plan
from bot.usecases.broadcasting import Draft, Progress
from bot.usecases.check_in import Awaited
from bot.usecases.company import Company
from bot.usecases.contacts import Shared
from bot.usecases.dead_letters import Undelivered, Why
from bot.usecases.directory import Card, Page
from bot.usecases.feedback import Report
from bot.usecases.files import PersonRow, Problem, ProblemCode
from bot.usecases.finding import Asked, Choice, Choices, FilterCard, FreeChoices
from bot.usecases.free_now import FreeNow
from bot.usecases.gathering import MOST
from bot.usecases.hall import PAGE_SIZE as HALL_PAGE
from bot.usecases.hall import Hall, Sitting, Whereabouts
from bot.usecases.hall import Place as HallPlace
from bot.usecases.handover import Shown
from bot.usecases.invitations import Invited
from bot.usecases.joining import LinkState
from bot.usecases.moving import WhereTo
from bot.usecases.my_times import MyTimes
from bot.usecases.no_show import Missed
from bot.usecases.overview import BlockUse, Desk, Figures, Missing, MissingPage, People
from bot.usecases.own_profile import PAGE
from bot.usecases.own_profile import Draft as ProfileDraft
from bot.usecases.own_profile import Look as ProfileLook
from bot.usecases.pair import Pair
from bot.usecases.people_import import Changed, Preview
from bot.usecases.personal_links import PersonLink
from bot.usecases.registering import Place, Waiting
from bot.usecases.registering import Standing as Where
from bot.usecases.reseating import Choice as TableChoice
from bot.usecases.safety import Between, ReportPage, Told
from bot.usecases.staffing import Helper, HelperPage
from bot.usecases.suggesting import Suggestions
from bot.usecases.times import Day, DayPart, Instant, Part, Pick, TimeRange, Which
from bot.usecases.waiting import Instead, Waits
from bot.usecases.wishes import Arranged
from bot.usecases.wrap_up import Missed as MissedPerson
from bot.usecases.wrap_up import WrapUp
from tests.support.samples import NOW, Data, Sample, call

PAYLOAD = "x" * 22


def calls(data: Data) -> Iterator[Sample]:
    """Give every call with this data."""
    for journey in (
        _agenda,
        _booking,
        _contacts,
        _relay,
        _feedback,
        _no_show,
        _wrap_up,
        _directory,
        _filters,
        _hall,
        _home,
        _joining,
        _notices,
        _safety,
        _requests,
        _moving,
        _handover,
        _about_event,
        _plain_text,
        _own,
        _profile,
        _times,
        _suggesting,
        _registering,
    ):
        yield from journey(data)
    yield from _waiting(data)
    for desk in (_organizer, _import, _broadcast):
        yield from desk(data)


def _agenda(data: Data) -> Iterator[Sample]:
    event, me, entry = data.event, data.me, data.entry
    full = Plan(data.day_of_meetings)
    asked = (data.request(), data.any_of(mine=True))
    pending = [OpenRequest(one, data.other) for one in asked * 5]
    yield call(agenda.agenda, event, Plan(), -1, NOW)
    yield call(agenda.agenda, event, full, -1, NOW)
    yield call(agenda.agenda, event, Plan(), -1, NOW, data.slots)
    yield call(agenda.agenda, event, full, -1, NOW, data.slots[data.busy :])
    yield call(agenda.agenda, event, full, 0, event.interval.end)
    for day in (0, event.local(data.slots[-1].start).toordinal()):
        yield call(agenda.agenda, event, replace(full, requests=pending), day, NOW, data.slots)
    contact = contact_of(data)
    for state in MeetingState:
        shown = replace(entry, meeting=data.meeting(state, table="T" * 60))
        for now in (NOW, data.slot.start):
            yield call(agenda.meeting, me, shown, contact, now, data.reason)
    yield call(agenda.meeting, me, replace(entry, other=data.former), None, NOW)
    yield call(agenda.cancel_prompt, me, entry)
    yield call(agenda.cancel_with_reason, me, entry, "<Not> now & here. " * 15)
    for now in (NOW, data.slot.start):
        yield call(agenda.cannot_come_prompt, me, entry, now)
    for state in MeetingState:
        yield call(calendar.calendar_file, replace(entry, meeting=data.meeting(state)), b"ics")
    yield call(calendar.agenda_file, event, b"ics")
    yield call(agenda_pdf.agenda_pdf, me, b"pdf")
    for address in ("", "https://bot.example.org/" + "a" * 400):
        for renewed in (True, False):
            yield call(calendar.my_calendar, address, renewed=renewed)


def _booking(data: Data) -> Iterator[Sample]:
    event, host, slot = data.event, data.other, data.slot
    instant = replace(event, booking=BookingRules(mode=BookingMode.INSTANT))
    for day in (0, 99):
        yield call(booking.slots, event, host, data.slots, day)
    yield call(booking.slots, event, host, (), 0)
    for one in (event, instant):
        yield call(last_look.confirm, one, host, (slot,), NOW, more=True)
        yield call(
            last_look.confirm, one, host, data.slots[-3:], NOW, data.note, data.limits, gone=data.slots[:2]
        )
    for chosen in (data.slots[:1], data.slots[-3:]):
        yield call(booking.choose_times, event, host, data.slots, chosen, -1)
        yield call(notes.note_prompt, event, host, chosen, 500)
    yield call(notes.note_too_long, 4096, 500)
    yield call(booking.asked, event, host, data.request())
    yield call(booking.booked, event, host, data.meeting(table="T" * 60))
    for reason in Reason:
        yield call(booking.refused, event, host, reason, ())
        yield call(booking.refused, event, host, reason, data.slots[:6])


def contact_of(data: Data) -> Contact:
    """Give how the person of the data can be reached."""
    return Contact(data.profile.email, data.profile.phone, "n" * 32)


def _contacts(data: Data) -> Iterator[Sample]:
    contact = contact_of(data)
    for shared in (
        Shared(contact, frozenset()),
        Shared(contact, frozenset(Detail)),
        Shared(Contact(), frozenset()),
    ):
        yield call(contacts.shared_contacts, shared)
    for person in (data.other, data.former):
        yield call(contacts.contact_file, person, b"vcf")


def _relay(data: Data) -> Iterator[Sample]:
    for person in (data.other, data.former):
        yield call(relay.prompt, person)
        yield call(relay.sent, person)
        yield call(relay.report_prompt, person, 2**50)
        yield call(relay.reported, person)
        yield call(relay.report, person, data.other)
        for became in (Outcome.FAILED, Outcome.UNSURE):
            yield call(relay.outcome, person, became)
        for obstacle in Obstacle:
            yield call(relay.refused, person, obstacle)
    yield call(relay.wrong_kind)
    for kind in Kind:
        content = Content(kind, data.note * 2 if kind is Kind.TEXT else data.note, "f" * 80)
        yield call(relay.message, data.other, Message(2**50, 1, 2, content, NOW))


def _feedback(data: Data) -> Iterator[Sample]:
    event, shown = data.event, replace(data.entry, meeting=data.meeting(MeetingState.DONE))
    yield call(feedback.card, event, shown, None)
    for answer in Answer:
        yield call(feedback.card, event, shown, Feedback(answer))
        yield call(feedback.card, event, shown, Feedback(answer, data.note))
    yield call(feedback.comment_prompt, shown)
    said = Said(NOW, data.profile.name, "", Feedback(Answer.USEFUL, data.note))
    yield call(feedback.report, Report(event, {}, (), 0, 0))
    yield call(feedback.report, Report(event, dict.fromkeys(Answer, 10_000), (said,) * 8, 1, 40))
    for workbook in (False, True):
        yield call(feedback.feedback_file, event, b"file", workbook=workbook)


def _waiting(data: Data) -> Iterator[Sample]:
    event, host = data.event, data.other
    for one in (event, replace(event, booking=BookingRules(mode=BookingMode.INSTANT))):
        for held in (data.offer, replace(data.offer, request_id=2**40)):
            yield call(waiting.offer, one, held, host)
            yield call(waiting.offer, one, held, host, data.note, [event.name] * 2)
    any_time = replace(data.in_line, place=replace(data.in_line.place, starts=()))
    starts = tuple(slot.start for slot in data.slots[:3])
    three = replace(data.in_line, place=replace(data.in_line.place, starts=starts))
    for mine in (data.in_line, any_time, three):
        yield call(waiting.place, event, mine, host, data.reason)
    yield call(waiting.let_go, host)
    yield call(waiting.ended, host)


def _no_show(data: Data) -> Iterator[Sample]:
    event, entry = data.event, replace(data.entry, meeting=data.meeting(table="T" * 60))
    yield call(no_show.question, event, entry)
    yield call(no_show.summons, event, entry)
    left = day_left(event, NOW)
    some = FreeNow(data.slot, left, people=(data.other,) * 8, total=20)
    for free in (FreeNow(None, left), FreeNow(data.slot, left), some):
        for line in ((), (data.other,) * 8):
            yield call(no_show.missed, event, Missed(entry, free, line))


def _wrap_up(data: Data) -> Iterator[Sample]:
    event, other = data.event, data.other
    missed = tuple(MissedPerson(one, how) for one in (other, data.absent) for how in Introduced)[:6]
    yield call(wrap_up.wrap_up, WrapUp(event, (), (), 0, 0, over=False))
    yield call(wrap_up.wrap_up, WrapUp(event, (other,) * 40, missed, 1, 60, over=True), data.note)
    for people in (1, 40):
        yield call(wrap_up.contacts_file, event, b"vcf", people)
    yield call(wrap_up.introduction, event, other)
    yield call(wrap_up.introduced, other, contact_of(data))


def _directory(data: Data) -> Iterator[Sample]:
    event, person = data.event, data.other
    people = (person, data.absent, replace(person, windows=())) * 2 + (person,) * 2
    for query in ("", data.note[:200]):
        yield call(directory.page, Page(people, 1, 10_000, query))
        yield call(directory.page, Page((person,), 0, 1, query))
    yield call(directory.card, event, Card(data.me.participant, refusal=Reason.SAME_PERSON))
    yield call(directory.nobody, data.note[:200])
    yield call(directory.search_prompt)
    hits = {person.id: ((data.note[:45], False), (data.note[:100], True)) * 3, data.absent.id: ()}
    yield call(directory.page, Page(people, 0, 8, "q", excerpts=hits))
    yield call(directory.some, Page(people, 0, 8, data.note[:200], excerpts=hits))
    yield call(directory.page, Page(people, 0, 8, favourites=frozenset({person.id})))
    for kept in (Marks(), Marks(favourite=True, note=data.note)):
        yield call(directory.card, event, Card(person, slots=data.slots, limits=data.limits, marks=kept))
        yield call(directory.card, event, Card(person, meeting=data.meeting(), marks=kept))
    for note in (data.note, ""):
        yield call(marks.note_prompt, person, note)
    for part in (1, 2, 99):
        yield call(directory.card, event, Card(person, slots=data.slots), part)
    for reason in Reason:
        yield call(directory.card, event, Card(person, refusal=reason))
    for turn in (False, True):
        yield call(directory.card, event, Card(person, request=data.request(countered=turn)))
    yield call(directory.card, event, Card(person, meeting=data.meeting()))
    full = Card(person, refusal=Reason.FULL, can_wait=True, marks=Marks(note=data.note))
    yield call(directory.card, event, full)
    yield call(directory.card, event, replace(full, place=data.in_line, held=data.offer))
    absent = Card(data.absent, refusal=Reason.NOT_CONNECTED, wanted=True)
    yield call(directory.card, event, absent)


def _filters(data: Data) -> Iterator[Sample]:
    event, slot, day = data.event, data.slot, data.event.days[0]
    chosen = dict.fromkeys(Facet, (data.note[:100],) * 9)
    people = (data.other, data.absent) * 4
    for free in (None, Free(), Free(day=day), Free(start=slot.start), Free(start=NOW)):
        for labels in ({}, chosen):
            asked = Asked(Filter(labels, free, favourites=free is None), labels)
            yield call(directory.filtered, event, Page(people, 1, 10_000), asked)
            yield call(directory.filtered, event, Page((), 0, 0), asked)
            yield call(filters.filters, event, FilterCard(asked, 10_000, dict.fromkeys(Facet, 999), 9, 9_999))
        slots = dict.fromkeys(data.slots, 10_000)
        days = dict.fromkeys(event.days, 10_000)
        for shown in (
            FreeChoices(asked.filter, 9, 9, days, day, slots),
            FreeChoices(asked.filter, 9, 9, days, None, {}),
            FreeChoices(asked.filter, 0, 0, {}, None, {}),
        ):
            yield call(filters.free_when, event, shown)
    left = [DayLeft(phase, None if phase is Phase.OVER else day) for phase in Phase]
    for one in left:
        yield call(free_now.free_now, event, FreeNow(None, one))
    for mine in (True, False):
        for askable in (True, False):
            yield call(free_now.free_now, event, FreeNow(slot, left[0], mine, askable, people, 1, 10_000))
            yield call(free_now.free_now, event, FreeNow(slot, left[0], mine, askable))
    for facet in Facet:
        choices = tuple(Choice(data.note[:100], data.note[:100], 10_000, mine) for mine in (True, False) * 5)
        yield call(filters.values, Choices(facet, 1, 99, choices, 10_000))
        yield call(filters.values, Choices(facet, 0, 1, (), 0))
    yield call(filters.no_favourites)


def _home(data: Data) -> Iterator[Sample]:
    for organizes in (True, False):
        staff = {"organizer": organizes, "steward": True}
        yield call(home.home, data.home, **staff, notice=data.reason)
        yield call(home.staff_home, organizer=organizes, notice=data.reason)
        for takes_part in (True, False):
            yield call(home.help_card, participant=takes_part, **staff)
            yield call(home.all_commands, participant=takes_part, **staff, inline_name="bilateral_demo_bot")
            yield call(home.help_card, participant=takes_part, organizer=False, steward=False)
    empty = replace(data.home, next=None, meetings=0, to_answer=0, waiting=0, events=1)
    yield call(home.home, empty, organizer=False, steward=False)
    yield call(home.events, [(data.event, data.me.participant)] * 5)
    yield call(home.telegram_id, 2**50)
    yield call(home.write_in_private, "n" * 32)


def _joining(data: Data) -> Iterator[Sample]:
    yield call(joining.greeting, data.languages, data.other, data.event, PAYLOAD)
    yield call(joining.too_many_wrong_links)
    for state in LinkState:
        for event in (data.event, None):
            yield call(joining.link_problem, state, event)
            yield call(joining.link_problem, state, event, inside=True)
    for understood in (True, False):
        yield call(joining.no_link, data.languages, understood=understood)
    yield call(joining.languages, data.languages)
    yield call(joining.languages, data.languages, inside=True)


def _safety(data: Data) -> Iterator[Sample]:
    event, other, report = data.event, data.other, PersonReport(1, 1, 7, 8, data.note, NOW)
    told = Told(report, data.me.participant, other)
    closed = replace(told, report=replace(report, closed_at=NOW))
    yield call(safety.more, other)
    yield call(safety.block_prompt, event, Between(other, None, None))
    yield call(safety.block_prompt, event, Between(other, data.meeting(), data.any_of()))
    yield call(safety.blocked, [])
    yield call(safety.blocked, [other] * 90, data.reason)
    yield call(safety.report_prompt, other)
    yield call(safety.reported, other)
    for one in (told, closed):
        yield call(safety.told, event, one)
        yield call(safety.reports, event, ReportPage((one,) * 8, 1, 20, 20, one is closed))
        yield call(safety.reports, event, ReportPage((), 0, 0, 0, one is closed))


def _notices(data: Data) -> Iterator[Sample]:
    event, other, entry = data.event, data.other, data.entry
    for nudge in (True, False):
        yield call(notices.asked, data.me, data.request(), other, nudge=nudge)
        yield call(notices.asked, data.me, data.request(mine=True, countered=True), other, nudge=nudge)
    yield call(notices.confirmed, event, data.meeting(), other)
    yield call(notices.confirmed, event, data.meeting(), other, data.note)
    yield call(notices.declined, event, data.request(RequestState.DECLINED), other)
    yield call(notices.withdrawn, event, data.request(RequestState.WITHDRAWN), other)
    yield call(notices.gave_way, event, data.request(RequestState.WITHDRAWN), other)
    near = data.slots[:4]
    for instead in (Instead(), Instead(can_wait=True), Instead(near), Instead(near, frozenset(near[:1]))):
        for mine in (True, False):
            yield call(notices.expired, event, data.request(RequestState.EXPIRED, mine=mine), other, instead)
        yield call(notices.lost, event, data.request(RequestState.LOST), other, instead)
    for mine in (True, False):
        yield call(notices.narrowed, data.me, data.any_of(mine=mine), other, data.slot)
    yield call(notices.cancelled, event, data.meeting(MeetingState.CANCELLED), other)
    yield call(notices.cancelled, event, data.meeting(MeetingState.CANCELLED_LATE), data.former)
    for status in Attendance:
        yield call(notices.attendance, event, entry, status)
        yield call(notices.attendance, event, entry, status, missed=True)
    for minutes in (1, 15):
        yield call(notices.reminder, event, entry, minutes)
    day = event.days[0]
    for evening in (True, False):
        yield call(notices.digest, event, day, data.day_of_meetings, evening=evening)
    for coming in (data.day_of_meetings, [entry], []):
        yield call(today.morning, event, day, coming or [entry])
        yield call(today.today, event, day, coming)
    yield call(today.off)
    yield call(notices.joined, other)
    yield call(notices.not_done)
    told = Piece(quote(data.note), f"{other.profile.name}, 14:30", actions.Request(data.request().id))
    yield call(gathering.gathered, [told] * MOST)


def _requests(data: Data) -> Iterator[Sample]:
    me, other, people = data.me, data.other, {data.other.id: data.other}
    sent, got = data.request(mine=True), data.request()
    yield call(requests.listing, me, [], {}, {})
    yield call(requests.listing, me, [sent] * 20 + [got] * 20, people, {})
    yield call(requests.listing, me, [data.move(), data.move(mine=True)], people, {2**50: data.slots[1]})
    waits = Waits((data.in_line,) * MOST_PLACES, (data.offer,) * MOST_PLACES, people, (other,) * 30)
    for pending in ([], [sent] * 20 + [got] * 80):
        yield call(requests.listing, me, pending, people, {}, waits)
    for state in RequestState:
        for mine in (True, False):
            for countered in (True, False):
                request = data.request(state, mine=mine, countered=countered)
                yield call(requests.card, me, request, other, data.reason)
    yield call(requests.card, me, data.request(RequestState.WITHDRAWN), data.former)
    yield call(requests.accept_warning, me, got, data.slot, other, [data.profile.name] * 2)
    for any_of in (data.any_of(mine=True), data.any_of()):
        yield call(requests.card, me, any_of, other)
        yield call(requests.listing, me, [any_of] * 20, people, {})
    yield call(requests.decline_prompt, got, other)
    yield call(requests.decline_with_reason, me, got, other, "<Not> now & here. " * 15)
    yield call(countering.choose, me, got, other, (), (), -1)
    for chosen in ((), data.slots[:1], data.slots[-MOST_TIMES:]):
        until, gone = got.deadline, data.slots[2:4]
        yield call(countering.choose, me, got, other, data.slots, chosen, -1, until, gone)
    both = replace(data.any_of(mine=True), turn_id=me.id)
    for one in (both, replace(both, turn_id=other.id)):
        yield call(requests.card, me, one, other)
    yield call(notices.asked, me, both, other)


def _moving(data: Data) -> Iterator[Sample]:
    event, me, host, slot = data.event, data.me, data.other, data.slots[1]
    pair = Pair(event, Standing(me.participant), Standing(host), frozenset())
    open_ = replace(data.entry, move=data.move())
    for shown in (data.entry, open_):
        choice = WhereTo(shown, pair, data.slots[1:])
        for wish in (None, host):
            yield call(moving.slots, event, choice, -1, wish)
            yield call(moving.look, event, choice, [slot], NOW, wish, [event.name] * 2)
        for several in (data.slots[1:2], data.slots[1:3], data.slots[-MOST_TIMES:]):
            yield call(moving.look, event, choice, several, NOW, None, (), data.slots[2:4])
            yield call(moving.look, event, choice, several, NOW, host)
            yield call(moving.choose_times, event, choice, several, -1, 2**50)
    alone = Card(host, refusal=Reason.NO_COMMON_SLOT, in_the_way=(data.entry,) * 3)
    yield call(directory.card, event, alone)
    choice = WhereTo(data.entry, pair, ())
    yield call(moving.slots, event, choice, 3, None)
    yield call(moving.refused, event, choice, Reason.TAKEN, data.slots[1:7], 2**50)
    yield call(moving.refused, event, choice, Reason.NO_TABLE, ())
    yield call(moving.between, event, choice, NOW)
    yield call(move_proposals.agree_warning, me, data.entry, data.move(), slot, [data.profile.name] * 2)
    moves = (data.move(), data.move(mine=True), data.move_to_any(), data.move_to_any(mine=True))
    for shown in (replace(data.entry, move=one) for one in moves):
        yield call(agenda.meeting, me, shown, None, NOW)
        yield call(agenda.agenda, event, Plan([shown]), -1, NOW)
        yield call(moving_notices.narrowed, me, shown, shown.move, data.slots[4])
    for nudge in (True, False):
        for one in moves:
            yield call(moving_notices.asked, me, open_, one, nudge=nudge)
    ended = (moving_notices.declined, moving_notices.withdrawn, moving_notices.expired)
    for screen in (*ended, moving_notices.lost, moving_notices.gave_way):
        yield call(screen, event, open_, data.move())
    yield call(moving_notices.agreed, event, data.entry, NOW)
    yield call(moving_notices.freed, event, host, slot)


def _handover(data: Data) -> Iterator[Sample]:
    event, me, other, entry = data.event, data.me, data.other, data.entry
    to = replace(other, id=99)
    people = {me.id: me.participant, other.id: other, to.id: to}
    for found, searched in (([to] * 8, ""), ([], ""), ([], data.note)):
        yield call(handover.to_whom, event, entry, found, searched=searched)
    yield call(handover.look, event, entry, to)
    for reason in (Reason.BUSY, Reason.NOT_CONNECTED, Reason.SAME_ORGANIZATION):
        yield call(handover.not_possible, event, entry, to, reason)
    yield call(picking.offer, 2**31 - 1)
    for answer in (picking.closed, picking.not_asked, picking.earlier, picking.not_one):
        yield call(answer)
    yield call(picking.there_already, to)
    yield call(picking.nobody, event, to)
    for state in HandoverState:
        for one, two, three in permutations((me.id, to.id, other.id)):
            proposed = Handover(2**50, 1, 2**50, one, two, three, state, NOW, NOW, to_agreed=one == me.id)
            shown = Shown(proposed, data.meeting(), people)
            yield call(handover.card, me, shown, nudge=state is HandoverState.OPEN)
    proposed = Handover(2**50, 1, 2**50, me.id, to.id, other.id, HandoverState.OPEN, NOW, NOW)
    yield call(agenda.meeting, me, replace(entry, handover=proposed), None, NOW)
    awaited = [Shown(proposed, data.meeting(), people)] * 2
    yield call(requests.listing, me, [], {}, {}, handovers=awaited)


def _about_event(data: Data) -> Iterator[Sample]:
    event = data.event
    away = replace(event, id=event.id + 1, name="Timișoara Expo")
    for coming in (None, data.entry):
        yield call(about_event.where, event, coming)
    for desk in (False, True):
        yield call(about_event.organizer, [event, away], desk=desk)
    yield call(about_event.organizer, [replace(event, privacy=PrivacyNotice())], desk=False)
    yield call(under, quote("Kept"), Screen("<b>A card</b>"))
    yield call(home.unknown_command, "agneda", ("agenda", "Agenda"), actions.Agenda())
    yield call(home.unknown_command, "x" * 200, ("accept", "Accept"), None)
    yield call(home.unknown_command, "nonsense", None, None)


def _plain_text(data: Data) -> Iterator[Sample]:
    event, other, slot = data.event, data.other, data.slot
    day = event.days[0]
    at = datetime.fromisoformat("2026-11-26T15:00:00")
    readings = (
        Instant(at),
        Day(day),
        *(Part(day, part) for part in DayPart),
        TimeRange(at, None),
        TimeRange(None, at),
        TimeRange(at, at.replace(hour=16)),
        Pick(Which.FIRST, Day(day)),
        Pick(Which.LAST, TimeRange(at, None)),
    )
    for reading in readings:
        yield call(asked_times.times_with, event, other, [reading], data.slots[:6], fits=True)
    yield call(asked_times.times_with, event, other, readings[:1], data.slots[:6], fits=False)
    yield call(asked_times.times_with, event, other, readings[:1], (), fits=False)
    yield call(asked_times.times_with, event, other, readings[:1], data.slots[:6], fits=False, why=data.note)
    yield call(asked_times.times_with, event, other, readings[:2], data.slots[:6], fits=True, note=data.note)
    yield call(asked_times.choose_time, event, readings)
    yield call(asked_times.choose_person, readings[0], [(other, slot)], data.note)
    for some in (readings[0], None):
        yield call(asked_times.choose_person, some, [(other, slot), (data.absent, None)] * 4)
    yield call(asked_times.at_time, event, readings[0], [data.entry] * 2, Company())
    yield call(asked_times.at_time, event, readings[0], (), Company(((other, slot),) * 8, 99))
    yield call(asked_times.at_time, event, readings[0], (), Company())
    yield call(asked_times.at_time, event, readings[0], (), Company(((other, slot),), 1, slot))
    yield call(asked_times.at_time, event, readings[0], (), Company(((other, slot),), 1), idle=True)
    found = [Arranged(other, slot, 1, agreed=True), Arranged(data.absent, slot, 2, agreed=False)]
    yield call(plain_text.choose_arranged, event, found * 40)
    away = replace(event, id=event.id + 1, name="Timișoara Expo")
    late = [(event, one, actions.Say(one.id, Attendance.LATE)) for one in found]
    yield call(plain_text.which, event, late)
    yield call(plain_text.choose_everywhere, event, [(away, one) for one in found * 20])
    for named in ((), [other] * 8):
        yield call(plain_text.nothing_arranged, named)
        yield call(plain_text.unsure, data.note, named)
        yield call(by_command.nothing_awaited, named)
    for several in (False, True):
        yield call(by_command.nothing_ahead, event, several_events=several)
    yield call(by_command.too_early, event, data.entry, NOW)
    yield call(plain_text.not_understood)
    yield call(plain_text.not_understood, data.languages)
    own = [Button(data.note, actions.Person(other.id))] * 5
    yield call(plain_text.at_desk_or_not, Button(data.note, actions.Help()), own)
    yield call(plain_text.only_text)
    yield call(plain_text.only_new)
    for question in (None, actions.Cancel(2**50)):
        yield call(plain_text.only_new_while_asked, question)
    for again in (actions.Cancel(1), None):
        yield call(plain_text.ended_by_command, again)
    yield call(plain_text.thanked)
    for named in ((), [other] * 8):
        yield call(plain_text.whom_to_write, named)


def _own(data: Data) -> Iterator[Sample]:
    for event in (data.event, None):
        yield call(privacy.privacy, event)
        yield call(privacy.privacy, event, 14)
    yield call(care.erasing_soon, data.event, data.event.days[0])
    yield call(care.backup_failed)
    yield call(privacy.export_file, {"name": data.profile.name, "at": NOW})
    for count in (0, 2):
        yield call(privacy.erase_prompt, count, count)
    yield call(privacy.erased)
    for minutes in ((), (15,), (5, 77, 1440)):
        yield call(settings.settings, data.languages, data.me, minutes)
    quiet = replace(data.me.event, reminders=ReminderRules(quiet_start=time(0), quiet_end=time(0)))
    alone = replace(data.me.person, evening_digest=False, morning_digest=False)
    yield call(settings.settings, data.languages, replace(data.me, person=alone, event=quiet), (5, 20))
    yield call(settings.settings, data.languages, None, ())
    for wrong in (True, False):
        yield call(settings.lead_prompt, wrong=wrong)
    yield call(own_clocks.prompt, data.event)
    yield call(own_clocks.choice, data.event, ("America/Argentina/ComodRivadavia", "Europe/London"))
    yield call(own_clocks.unknown, data.event, "<Atlantis> & co")


def _profile(data: Data) -> Iterator[Sample]:
    bare = Participant(3, 1, "b", Profile("B"))
    whole = replace(data.me.participant, photo="f" * 80, hidden=True)
    yield call(own_card.hide_prompt)
    yield call(directory.card, data.event, Card(whole, refusal=Reason.SAME_PERSON))
    fields = editable(data.event)
    for person in (bare, whole):
        yield call(own_profile.menu, person, fields, data.reason)
        for field in (*fields, PAGE):
            yield call(own_profile.ask, person, field)
            yield call(own_profile.ask, person, field, [data.note] * 8)
    texts = {one: field_value(whole, one) for one in fields if one != "photo"}
    everything = ProfileDraft(PAGE, changes=texts)
    no_photo = ProfileDraft("photo", changes={"photo": ""})
    for draft, before, after in (
        (everything, bare, replace(bare, profile=whole.profile)),
        (everything, whole, bare),
        (no_photo, whole, replace(whole, photo="")),
    ):
        yield call(own_profile.preview, ProfileLook(data.event, draft, before, after))
    yield call(own_profile.tap_to_keep, Screen("<b>Me</b>"))
    yield call(own_profile.photo_preview, whole, ProfileDraft("photo", changes={"photo": "f" * 80}))
    yield call(own_profile.photo, whole)
    yield call(own_profile.photo_wanted)
    yield call(own_profile.renamed, data.event, data.note, whole)
    yield call(own_profile.nothing_new, "city")
    bad = tuple(Problem(0, "", code, data.note[:60]) for code in ProblemCode)
    for some in (bad[:5], bad[5:10], bad[10:15], bad[15:]):
        yield call(own_profile.wrong, "email", some)


def _suggesting(data: Data) -> Iterator[Sample]:
    why = Reasons([data.note] * 3, [data.note], [data.note] * 9, 2**20)
    people = ((data.other, why), (data.absent, Reasons(areas=["Energy"]))) * 2
    for busy in (frozenset[int](), frozenset(one.id for one, _ in people)):
        yield call(suggesting.for_you, Suggestions(people, 1, 10_000, told=True, joined=9_999, busy=busy))
    for told in (True, False):
        for joined in (0, 1, 4, 9_999):
            yield call(suggesting.for_you, Suggestions((), 0, 0, told=told, joined=joined))


def _times(data: Data) -> Iterator[Sample]:
    event, day = data.event, data.event.days[0]
    windows = tuple(event.block_interval(block) for block in event.blocks)
    diff = Change(windows[:1], windows, windows)
    for kept in (True, False):
        yield call(
            my_times.my_times, event, MyTimes(windows, frozenset(data.slots), day, kept, diff), dayless=kept
        )
        yield call(
            my_times.my_times, event, MyTimes((), frozenset(), event.days[-1], kept, Change(windows, (), ()))
        )
    bad = tuple(Problem(0, "", code, data.note[:60]) for code in ProblemCode)
    yield call(my_times.unreadable, bad)
    yield call(my_times.times_not_saved, Screen("<b>Me</b>"))
    found = [(data.meeting(), data.other), (data.request(), data.absent)]
    yield call(my_times.outside, event, found * 20)
    pair = Pair(event, Standing(data.me.participant), Standing(data.other), frozenset())
    choice = WhereTo(data.entry, pair, data.slots[1:])
    for near in (data.slots[1:4], data.slots[1:2], ()):
        yield call(my_times.move_inside, event, choice, near)
    for one, other in found:
        yield call(my_times.end_prompt, event, one, other)


def _registering(data: Data) -> Iterator[Sample]:
    event = data.event
    said = (data.profile.name, data.profile.organization, data.profile.email)
    made = Application(2**50, 1, 2**50, *said, ApplicationState.PENDING, "", NOW)
    no = replace(made, state=ApplicationState.REFUSED, reason=data.reason)
    for how in Registration:
        one = replace(event, booking=BookingRules(registration=how))
        yield call(registering.consent, one)
        yield call(registering.registrations, Waiting(one, (made,) * 8, 1, 10_000), "https://t.me/a?start=x")
        yield call(registering.registrations, Waiting(one, (), 0, 0), "https://t.me/a?start=x")
    yield call(registering.registrations, Waiting(event, (), 0, 0), "https://t.me/a?start=x", data.reason)
    bad = tuple(Problem(0, "", code, data.note[:60]) for code in ProblemCode)
    for field in FIELDS:
        yield call(registering.question, field)
        yield call(registering.question, field, bad)
    yield call(registering.look, event, dict(zip(FIELDS, said, strict=True)))
    for standing in Where:
        for one, mine in ((event, None), (replace(event, privacy=PrivacyNotice()), no)):
            yield call(registering.standing, Place(one, standing, mine))
    yield call(registering.too_many)
    yield call(registering.taken_back, event)
    yield call(registering.admitted, event)
    yield call(registering.refused, event, no)
    leads_back = Button("Back", actions.Home())
    yield call(registering.code, event, "https://t.me/a?start=x", b"png", leads_back)
    for sent in (made, no):
        yield call(registering.application, event, sent, "n" * 32)
    yield call(registering.in_the_list, event, made)
    yield call(registering.reason_prompt, event, made)
    yield call(registering.refuse_with_reason, made, "<Not> now & here. " * 15)
    for understood in (True, False):
        yield call(registering.no_link, [event] * 9, data.languages, understood=understood)


def _organizer(data: Data) -> Iterator[Sample]:
    event, people = data.event, People(10_000, 5_000, 100, 9_000, 4_000)
    running = _message(BroadcastState.RUNNING)
    for latest in (None, running, replace(running, state=BroadcastState.FINISHED)):
        yield call(organizer.desk, Desk(event, people, 9, 9, 2, latest, 7), data.reason)
    for dead in (Counter[Why](), Counter(dict.fromkeys(Why, 1000))):
        yield call(dead_letters.undelivered, Undelivered(event, dead), data.reason)
    for waits in (True, False):
        yield call(organizer.choose, [event] * 5, file_waits=waits)
    yield call(organizer.no_event)
    uses = tuple(BlockUse(block, 96, tables, 99, 9) for block in event.blocks for tables in (0, 12))
    counts = dict.fromkeys(RequestState, 9), dict.fromkeys(MeetingState, 9)
    yield call(organizer.figures, Figures(event, people, *counts, uses))
    yield call(organizer.figures, Figures(event, people, *counts, uses, 10_000, ((data.other, 9_999),) * 5))
    yield call(organizer.missing, 1, MissingPage((Missing(data.absent, 999),) * 8, 1, 10_000))
    yield call(organizer.missing, 1, MissingPage((), 0, 0))
    link = "https://t.me/a_bot_with_a_long_name_bot?start=" + PAYLOAD
    for renewed in (True, False):
        for person in (data.other, data.absent):
            yield call(links.person_link, PersonLink(person, link), b"png", renewed=renewed)
        yield call(links.own_card, event, link, b"png")
    for role in Role:
        yield call(links.role_invitation, Invited(event, role), PAYLOAD)
        yield call(links.role_welcome, Invited(event, role))
    yield call(links.role_link_void)
    yield call(links.links_file, event, b"csv", people=10_000)
    helpers = (
        Helper(2**50, data.profile.name, "n" * 32),
        Helper(2**50, "", ""),
        Helper(2**50, data.profile.name, "", owner=True),
    )
    for renewed, may in permutations((True, False)):
        yield call(staff.stewards, HelperPage(event, helpers[:2] * 4, 1, 99, may), link, renewed=renewed)
        yield call(staff.organizers, HelperPage(event, helpers * 3, 1, 99, may), link, renewed=renewed)
    yield call(staff.stewards, HelperPage(event, (), 0, 0, may_remove=True), link)
    yield call(staff.last_look, event, helpers[0])
    for role in Role:
        yield call(staff.removed, event, role)


def _hall(data: Data) -> Iterator[Sample]:
    event, (before, slot, after) = data.event, data.slots[:3]
    table = event.blocks[0].tables[0]
    sitting = Sitting(data.meeting(slot=slot, table=table), data.other, data.absent)
    pages = (
        ((HallPlace(table, sitting),) * HALL_PAGE, before, data.slots[-1]),
        ((HallPlace(table), HallPlace("", sitting)), None, after),
        ((), None, None),
    )
    for now in (True, False):
        for places, *beside in pages:
            shown = Hall(event, slot, now, places, int(now), 1 + len(places), 9, len(places), *beside)
            for at in (slot.start, NOW):
                yield call(hall.hall, shown, at, organizer=now, events=2, notice=data.reason)
                yield call(hall.hall, shown, at, organizer=not now)
    yield call(hall.choose, [event] * 5)
    offers = tuple(VenueTable(2**40 + one, 1, table, one) for one in range(30))
    for free in (offers, ()):
        choice = TableChoice(data.meeting(table=table), data.other, data.absent, free)
        yield call(hall.tables, event, choice, data.reason)
    yield call(moving_notices.other_table, event, data.entry, "T" * 60)
    for waiting_for in (Awaited(event, (data.other,) * 8, 1, 10_000, 10_000), Awaited(event, (), 0, 0, 9)):
        yield call(check_in.awaited, waiting_for)
    yield call(check_in.no_walk_ins, event)
    for people in ([data.other] * 9, [data.other, data.former]):
        yield call(hall.found, event, people)
    yield call(hall.nobody, event, data.note[:200])
    coming = tuple((data.meeting(slot=one, table=table), data.other) for one in data.slots[:5])
    for found in (
        Whereabouts(data.other, coming, 99, NOW),
        Whereabouts(data.former, coming[:1]),
        Whereabouts(data.other, ()),
    ):
        for takes_part in (True, False):
            yield call(hall.whereabouts, event, found, data.slot.start, participant=takes_part)


def _import(data: Data) -> Iterator[Sample]:
    event = data.event
    row = PersonRow(2, "k" * 400, data.profile)
    fields = ("name", "role", "organization", "windows", "table", "language", "key")
    bad = tuple(Problem(line, "V" * 60, code, data.note[:60], 2) for line, code in enumerate(ProblemCode, 2))
    preview = Preview(
        new=(row,) * 30,
        changed=(Changed(row, data.other, fields),) * 30,
        kept=(Changed(row, data.other, (), fields),) * 30,
        unchanged=10_000,
        gone=(Named(7, "k" * 400, "", data.profile.name, data.profile.organization, "", 0),) * 30,
        erased=(row,) * 3,
        problems=bad,
        warnings=bad,
    )
    yield call(people_import.prompt, event)
    encoding = Preview(problems=(Problem(0, "", ProblemCode.ENCODING, "Windows-1250"),))
    unlike = (encoding, Preview(problems=bad), Preview(unchanged=9))
    for shown in (preview, replace(preview, problems=()), *unlike):
        yield call(people_import.preview, event, 2**50, data.note[:300], shown)
    yield call(people_import.reading)
    yield call(people_import.loading)
    yield call(people_import.report, b"csv")
    yield call(people_import.loaded, event, new=9, changed=9, skipped=9)
    yield call(people_import.waiting, 2**50, 2**50)
    yield call(people_import.too_large, 20)


def _broadcast(data: Data) -> Iterator[Sample]:
    event, message = data.event, _message(BroadcastState.DRAFT)
    yield call(broadcast.prompt, event, Audience(10_000, 500, 30))
    for too_long in (True, False):
        yield call(broadcast.refused, 1, too_long=too_long)
    yield call(broadcast.message, message)
    yield call(broadcast.message, replace(message, file_kind="photo", file_id="f" * 80))
    for audience in (Audience(10_000, 500, 30), Audience()):
        for until in (None, event.interval.start):
            yield call(broadcast.draft, Draft(message, event, audience, until))
    for state in (BroadcastState.RUNNING, BroadcastState.STOPPED):
        for tally in (Tally(waiting=9), Tally(9, 8, 7, 6, 5, 4), Tally(reached=9)):
            shown = Progress(replace(message, state=state), event, tally)
            yield call(broadcast.progress, shown)
            yield call(broadcast.report, shown)


def _message(state: BroadcastState) -> Broadcast:
    return Broadcast(
        2**50, 1, 2**50, "<b>Hello</b> &amp; welcome", state=state, started_at=NOW, unreachable=2
    )
