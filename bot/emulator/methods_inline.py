"""Inline mode: the answer to what a person writes after the bot's name, in whatever chat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.emulator.content import text_content
from bot.emulator.errors import bad_request
from bot.emulator.markup import checked_markup
from bot.emulator.method import Method
from bot.emulator.model import InlineResult, Json
from bot.emulator.params import Params
from bot.emulator.state import World

MAX_RESULTS = 50
_MAX_ID_BYTES = _MAX_OFFSET_BYTES = 64
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CACHE_SECONDS = 300


def answer_inline_query(world: World, params: Params) -> bool:
    given: Any = params.decoded("results", "inline query results")
    if not isinstance(given, list):
        raise bad_request("can't parse inline query results: expected an Array of InlineQueryResult")
    if len(given) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_result(one) for one in given]
    if len({one.id for one in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len((offset := params.text("next_offset")).encode()) > _MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = world.inline_query(params.text("inline_query_id"))
    query.button = _button(params.decoded("button", "InlineQueryResultsButton"))
    query.results, query.next_offset = results, offset
    query.personal, query.cache_time = (
        params.flag("is_personal"),
        params.integer("cache_time", _CACHE_SECONDS),
    )
    query.answered = True
    world.journal.add("inline", query.user.id, query)
    return True


def _result(raw: Any) -> InlineResult:
    if not isinstance(raw, dict) or raw.get("type") != "article":
        raise bad_request("can't parse inline query result: this server knows articles only")
    number, title, content = str(raw.get("id", "")), raw.get("title"), raw.get("input_message_content")
    if not 1 <= len(number.encode()) <= _MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(title, str) or not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse inline query result: message text is expected")
    text = Params({**content, "text": content["message_text"]})
    return InlineResult(
        number,
        title,
        str(raw.get("description", "")),
        text_content(text, too_long="MESSAGE_TOO_LONG"),
        checked_markup(raw.get("reply_markup"), inline_only=True),
    )


def _button(raw: Any) -> Json | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not str(raw.get("text", "")).strip():
        raise bad_request("can't parse InlineQueryResultsButton: text must be non-empty")
    if not _PARAMETER.fullmatch(str(raw.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return raw


METHODS: Mapping[str, Method] = MappingProxyType({"answerinlinequery": answer_inline_query})
