"""How records of the log are written. None of them quotes what people have written."""

import json
import logging
import re
from datetime import UTC, datetime

from editor import log_context

# What PostgreSQL adds to an error, as it stands or in a repr: it may quote rows
QUOTED = re.compile(r"(?:\n|\\n)(?:DETAIL|CONTEXT): .*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL)


class Context(logging.Filter):
    """Tells lines, by `about`, which request or socket a record belongs to, and which room."""

    def filter(self, record: logging.LogRecord) -> bool:
        known = filter(None, [log_context.request_id.get(), log_context.room.get()])
        vars(record)["about"] = "".join(f" {each}" for each in known)
        return True


class Mistakes(logging.Filter):
    """Takes the traceback from what is answered 400 or 403: anybody can have that as often as they like."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and getattr(record, "status_code", 0) in (400, 403):
            record.exc_info = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class OneLineFormatter(logging.Formatter):
    """Writes a record as one line, whatever it quotes: tracebacks too, and text that strangers sent."""

    def format(self, record: logging.LogRecord) -> str:
        return r"\n".join(without_quotes(super().format(record)).splitlines())


class JsonFormatter(logging.Formatter):
    """Writes a record as an object, in one line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_quotes(record.getMessage()),
            "request_id": log_context.request_id.get(),
            "room": log_context.room.get(),
            "exception": without_quotes(self.formatException(record.exc_info)) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in told.items() if value})


def without_quotes(text: str) -> str:
    """An error, or the traceback of one, without what a database adds to explain it."""
    return QUOTED.sub("", text)
