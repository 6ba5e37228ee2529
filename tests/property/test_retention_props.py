"""Nobody is erased before the promised days are over, whatever the zone, the clocks and the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import Block, Event, PrivacyNotice
from bot.domain.retention import erase_at, is_erasing_due, is_warning_due
from tests.support.world import make_event

ZONES = ("Europe/Bucharest", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu", "Pacific/Pago_Pago")
WEEK = timedelta(days=7)


@st.composite
def events(draw: st.DrawFn) -> Event:
    day = draw(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
    end = draw(st.times(time(1)).map(lambda at: at.replace(microsecond=0)))
    days = draw(st.integers(0, 3650))
    return replace(
        make_event(),
        zone=draw(st.sampled_from(ZONES)),
        blocks=(Block("b", day, time(0), end),),
        privacy=PrivacyNotice(delete_after_days=days),
    )


@given(events(), st.timedeltas(timedelta(days=-4000), timedelta(days=4000)))
def test_erasing_is_never_due_on_a_promised_day_and_always_after_them(event: Event, away: timedelta) -> None:
    now: datetime = event.interval.end + away
    last_promised = event.blocks[-1].date + timedelta(days=event.privacy.delete_after_days)
    assert is_erasing_due(event, now) == (event.local(now).date() > last_promised)


@given(events(), st.timedeltas(timedelta(days=-4000), timedelta(days=4000)))
def test_warning_comes_in_the_last_week_and_never_during_the_event(event: Event, away: timedelta) -> None:
    now: datetime = event.interval.end + away
    if is_warning_due(event, now):
        assert event.interval.end <= now < erase_at(event) <= now + WEEK
        assert not is_erasing_due(event, now)
    elif now >= event.interval.end:
        assert is_erasing_due(event, now) or erase_at(event) - now > WEEK
