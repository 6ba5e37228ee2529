"""The parameters of one call, however they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.emulator.errors import ApiError, bad_request

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes
    mime_type: str


@dataclass(slots=True)
class Params:
    """Typed access with the real server's complaints."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give the text; empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value)

    def required(self, name: str) -> str:
        if not (value := self.text(name)):
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name).strip())
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in _TRUE

    def decoded(self, name: str, complaint: str) -> Any:
        """Give the value of a JSON parameter; None when absent or empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {complaint} JSON object") from None

    def upload(self, reference: str) -> Upload | None:
        """Find the uploaded part that a parameter is or points to (`attach://name`)."""
        if reference in self.files:
            return self.files[reference]
        value = self.text(reference)
        return self.files.get(value.removeprefix("attach://")) if value.startswith("attach://") else None


async def read_params(request: web.Request) -> Params:
    """Read query and body together, the body going first.

    Raises:
        ApiError: The JSON body is none.
    """
    params = Params(dict(request.query)) if request.query_string else Params()
    if request.method != "POST" or not request.body_exists:
        return params
    if request.content_type == "application/json":
        _add_json(params, await request.read())
        return params
    try:
        form = await request.post()
    except (ValueError, KeyError, AssertionError):
        raise bad_request("can't parse the request") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            params.files[name] = Upload(value.filename or name, value.file.read(), value.content_type)
        else:
            params.values[name] = value if isinstance(value, str) else bytes(value).decode()
    return params


def _add_json(params: Params, body: bytes) -> None:
    if not body:
        return
    try:
        decoded = json.loads(body)
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("object expected as the request body")
    params.values.update(decoded)
