"""What is written into the log: one line a record, which tells what it is about and quotes nobody."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError

from editor import log_context
from project.logs import Context, JsonFormatter, Mistakes, OneLineFormatter

Write = Callable[[logging.LogRecord], str]

WRITTEN = "what somebody has written"
DETAILS = (
    f'null value in column "text"\nDETAIL:  Failing row contains (7, {WRITTEN}\n\nTwo, more).\nCONTEXT:  {WRITTEN}'
)


@pytest.fixture(autouse=True)
def of_no_request() -> Iterator[None]:
    token = log_context.request_id.set("")
    yield
    log_context.request_id.reset(token)


def record(message: str = "Something %s", *arguments: object, error: bool = False) -> logging.LogRecord:
    made = logging.LogRecord(
        "editor.rooms", logging.WARNING, __file__, 1, message, arguments, sys.exc_info() if error else None
    )
    assert Context().filter(made)
    return made


def line(made: logging.LogRecord) -> str:
    """As the settings have it."""
    logging_: Any = settings.LOGGING
    written = logging_["formatters"]["line"]
    return OneLineFormatter(written["format"], style=written["style"]).format(made)


def failing() -> logging.LogRecord:
    try:
        try:
            raise ValueError(DETAILS)
        except ValueError as cause:
            raise IntegrityError(DETAILS) from cause
    except IntegrityError:
        return record("It failed", error=True)


def test_a_line_says_what_it_is_about() -> None:
    assert line(record("Something %s", "odd")).endswith(" WARNING editor.rooms: Something odd")
    log_context.request_id.set("abc-1")
    with log_context.about("notes"):
        assert line(record("Something %s", "odd")).endswith(" WARNING editor.rooms abc-1 notes: Something odd")
    assert line(record("Something %s", "odd")).endswith(" WARNING editor.rooms abc-1: Something odd")


def test_an_object_says_what_it_is_about() -> None:
    log_context.request_id.set("abc-1")
    with log_context.about("notes"):
        written = json.loads(JsonFormatter().format(record("Something %s", "odd\nline")))
    assert written.pop("time").endswith("+00:00")
    assert written == {
        "level": "WARNING",
        "logger": "editor.rooms",
        "message": "Something odd\nline",
        "request_id": "abc-1",
        "room": "notes",
    }
    assert json.loads(JsonFormatter().format(record("Something"))).keys() >= {"time", "level", "message", "request_id"}


@pytest.mark.parametrize("format_", [line, JsonFormatter().format])
def test_nothing_takes_more_than_a_line(format_: Write) -> None:
    assert len(format_(failing()).splitlines()) == 1
    assert len(format_(record("A %s", "b\r\nc\u2028d")).splitlines()) == 1


@pytest.mark.parametrize("format_", [line, JsonFormatter().format])
def test_no_row_of_the_database_is_quoted(format_: Write) -> None:
    written = format_(failing())
    assert WRITTEN not in written
    assert "more)" not in written
    assert written.count("null value in column") == 2
    assert "The above exception was the direct cause" in written
    for message in ("Failed: %r", "Failed: %s"):
        written = format_(record(message, IntegrityError(DETAILS)))
        assert WRITTEN not in written
        assert "null value in column" in written


def test_what_strangers_send_wrongly_is_a_line_without_a_traceback() -> None:
    error = ValueError("whatever")
    for status, level in ((400, "WARNING"), (500, "ERROR")):
        made = logging.LogRecord("django.request", logging.ERROR, "", 0, "said", (), (ValueError, error, None))
        vars(made)["status_code"] = status
        assert Mistakes().filter(made)
        assert (made.levelname, made.exc_info is None) == (level, level == "WARNING")
