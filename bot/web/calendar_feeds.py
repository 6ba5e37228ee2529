"""``/calendar/….ics``: somebody's agenda, for calendars that ask for it again and again."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime

from aiohttp import web

from bot.botapi.services import Services
from bot.domain.calendar_feeds import MOST_WRONG_FEEDS, WRONG_FEEDS_SECONDS, FeedKey, feed_key
from bot.screens.calendar import followed_book
from bot.usecases import calendar_feeds
from bot.usecases.notify import minutes_before
from bot.usecases.ports import DatabaseUnavailableError

_TRY_AGAIN_SECONDS = 60


class CalendarFeeds:
    """Answers calendars. A wrong address costs a hash; only right ones are looked up."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._wrong, self._since = 0, 0.0

    def routes(self, path: str) -> list[web.RouteDef]:
        """Give the routes under the path of the public address."""
        return [web.get(path.rstrip("/") + "/calendar/{token}.ics", self._serve)]

    async def _serve(self, request: web.Request) -> web.Response:
        key = feed_key(self._services.link_secret, request.match_info["token"])
        if key is None:
            return self._none()
        try:
            found = await self._read(key)
        except DatabaseUnavailableError:
            return web.Response(status=503, headers={"Retry-After": str(_TRY_AGAIN_SECONDS)})
        return self._none() if found is None else _answer(request, *found)

    async def _read(self, key: FeedKey) -> tuple[bytes, str, datetime] | None:
        """Give a calendar with its digest and since when it is so; None under an address that is void."""
        services = self._services
        async with services.database.reading() as uow:
            followed = await calendar_feeds.follow(uow, key)
        if followed is None:
            return None
        me = followed.me
        language = services.languages.of(me.person)
        leads = minutes_before(me.event, me.participant)
        book = followed_book(language, me.event, followed.entries, leads)
        content = await asyncio.to_thread(services.files.agenda_calendar, book)
        digest = hashlib.sha256(content).hexdigest()
        since = followed.feed.since(digest)
        if since is None:
            since = services.clock.now()
            async with services.database.writing() as uow:
                await uow.feeds.note(me.id, digest, since)
        return content, digest, since

    def _none(self) -> web.Response:
        """Refuse an address, whatever is wrong with it; too many in a minute are told to wait."""
        now = asyncio.get_running_loop().time()
        if now - self._since >= WRONG_FEEDS_SECONDS:
            self._wrong, self._since = 0, now
        self._wrong += 1
        if self._wrong > MOST_WRONG_FEEDS:
            return web.Response(status=429, headers={"Retry-After": str(WRONG_FEEDS_SECONDS)})
        return web.Response(status=404)


def _answer(request: web.Request, content: bytes, digest: str, changed_at: datetime) -> web.Response:
    response = (
        web.Response(status=304) if _has_it(request, digest, changed_at) else web.Response(body=content)
    )
    response.etag = digest
    response.last_modified = changed_at
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status == web.HTTPOk.status_code:
        response.content_type, response.charset = "text/calendar", "utf-8"
    return response


def _has_it(request: web.Request, digest: str, changed_at: datetime) -> bool:
    if (known := request.if_none_match) is not None:  # goes before the date (RFC 9110, 13.2.2)
        return any(one.value in (digest, "*") for one in known)
    since = request.if_modified_since
    return since is not None and changed_at.replace(microsecond=0) <= since
