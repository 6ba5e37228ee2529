import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.config import LogFormat, Settings
from bot.logs import set_up

SECRET = "Maria Pop"


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Leave pytest's handlers and all levels as they were."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, sys.excepthook
    yield
    sys.excepthook = hook
    root.handlers, root.level = handlers, level
    for name in ("bot", "handlers", "storage", "telegram"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def fail(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise LookupError(secret) from error


def logged(form: LogFormat, capsys: pytest.CaptureFixture[str]) -> str:
    set_up(Settings(log_format=form))
    try:
        fail(SECRET)
    except LookupError:
        logging.getLogger("bot.test").exception("Update %d failed", 7)
    logging.getLogger("telegram.ext").critical("Error for update %s", SECRET)
    logging.getLogger("httpx").info("GET /bot1:secret/getMe")
    return capsys.readouterr().err


@pytest.mark.parametrize("form", list(LogFormat))
def test_trace_names_causes_without_their_texts(form: LogFormat, capsys: pytest.CaptureFixture[str]) -> None:
    line = logged(form, capsys)
    assert "Update 7 failed" in line
    assert line.index("builtins.ValueError") < line.index("builtins.LookupError")
    assert "in fail" in line
    assert "Maria" not in line
    assert "secret/getMe" not in line


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = logged(LogFormat.JSON, capsys).splitlines()
    entry = json.loads(line)
    assert (entry["level"], entry["logger"], entry["message"]) == ("ERROR", "bot.test", "Update 7 failed")


def test_lines_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(Settings())
    logging.getLogger("bot.test").info("hello")
    sys.stderr.flush()
    assert capsys.readouterr().out == ""
