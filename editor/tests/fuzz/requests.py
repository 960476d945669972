"""Requests that a browser or program may send, as the bytes on the line."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from ..attacks.addresses import addresses
from ..files.samples import GIF, HTML, JPEG, PDF, PNG
from ..wire.frames import Blocks
from ..wire.visitor import multipart
from .messages import TEXTS, message, operations, place
from .mutation import ODD, damaged, encoded

FORM = "application/x-www-form-urlencoded"
HEADERS = ["If-None-Match", "Cookie", "Content-Type", "X-Request-ID", "Range", "Host", "Accept", "Origin", "Referer"]
HTMX = {"HX-Request": "true"}
WAYS = ["read", "edits", "unsent", "form", "files", "find", "replace", "name", "open", "news", "comments", "comment"]
METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "BREW", "PROPFIND"]


@dataclass
class Known:
    """What somebody knows of the site, who has opened a page of it."""

    room: str
    revision: int
    blocks: Blocks
    cookies: str
    token: str


@dataclass
class Draft:
    """A request before it is written down, so that any part of it can be damaged."""

    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)  # of a form
    files: list[tuple[str, bytes]] = field(default_factory=list)
    body: Any = None  # JSON
    headers: dict[str, str] = field(default_factory=dict)

    def damage(self, random: Random) -> None:
        match random.choice(["query", "fields", "body", "method", "path", "headers", "files"]):
            case "query":
                self.query = damaged(self.query or {"x": 1}, random)
            case "fields":
                self.fields = damaged(self.fields or {"x": 1}, random)
            case "body":
                self.body = damaged(self.body, random)
            case "method":
                self.method = random.choice(METHODS)
            case "path":
                self.path = quote(str(damaged(self.path, random)), errors="replace", safe="/%")[:5_000]
            case "headers":
                odd = str(random.choice(ODD))[:5_000]
                self.headers[random.choice(HEADERS)] = odd.encode("ascii", "replace").decode()
            case "files":
                self.files += [(str(random.choice(ODD)), random.choice([PNG, b"", bytes(5_000)]))]

    def written(self, port: int, known: Known) -> bytes:
        kind, body = self._body()
        headers = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Cookie": known.cookies, "Content-Type": kind}
        headers |= {"Content-Length": str(len(body))} | self.headers
        query = f"?{_form(self.query)}" if self.query else ""
        lines = [f"{self.method} {self.path}{query} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "".join(f"{line.translate(BREAKS)}\r\n" for line in [*lines, ""]).encode(errors="replace") + body

    def _body(self) -> tuple[str, bytes]:
        if self.files:
            fields = [(str(name), str(value)) for name, value in _pairs(self.fields)]
            kind, body = multipart(fields, [(name.replace('"', ""), content) for name, content in self.files])
            return kind, body
        if self.body is not None:
            return "text/plain", encoded(self.body).encode(errors="replace")
        return FORM, _form(self.fields).encode()


BREAKS = {ord("\r"): " ", ord("\n"): " "}


def draft(known: Known, client: str, seq: int, random: Random) -> Draft:
    """A request that is in order."""
    document = f"/document/{known.room}/"
    asking = {"client": client, "since": max(0, known.revision - random.choice([0, 0, 1, 5]))}
    key, text = random.choice(list(known.blocks.items()))
    match random.choice(WAYS):
        case "read":
            return Draft("GET", random.choice(addresses()).replace("room", known.room))
        case "news":
            return Draft("GET", f"{document}news", {"client": client, "since": max(0, known.revision - 1)})
        case "edits":
            body = message(known.blocks, known.revision, seq, random)
            return Draft("POST", f"{document}edits", asking, body=body)
        case "unsent":
            return Draft("POST", f"{document}unsent", body=_unsent(known, client, seq, random))
        case "form":
            action = random.choice(["save", "add", "split", "join", "up", "down", "delete"])
            form = f"{random.getrandbits(90):020x}"
            new = text + random.choice(TEXTS)
            fields = {"form": form, "revision": known.revision, "original": text, "text": new, "action": action}
            return Draft("POST", f"{document}block/{key}", fields=fields | {"csrfmiddlewaretoken": known.token})
        case "files":
            files = [(f"{name}.png", random.choice([PNG, GIF, JPEG, PDF, HTML])) for name in random.choice(["a", "bc"])]
            caret = json.dumps(place(known.blocks, random))
            fields = {"caret": caret, "base": known.revision, "client": client}
            return Draft("POST", f"{document}files", fields=fields | {"csrfmiddlewaretoken": known.token}, files=files)
        case "find":
            return Draft("GET", f"{document}find", _search(known, random))
        case "replace":
            fields = _search(known, random) | {"form": f"{random.getrandbits(60):016x}", "revision": known.revision}
            return Draft("POST", f"{document}find/replace", fields=fields | {"csrfmiddlewaretoken": known.token})
        case "comments":
            return Draft("GET", f"{document}comments", _asked(known, random), headers=_by_htmx(random))
        case "comment":
            fields = _said(known, random) | {"csrfmiddlewaretoken": known.token}
            thread = random.choice(["", "", f"/{random.randint(1, 60)}"])
            return Draft("POST", f"{document}comments{thread}", fields=fields, headers=_by_htmx(random))
        case "name":
            fields = {"name": random.choice(TEXTS)}
            return Draft("POST", f"{document}name", fields=fields, headers={**HTMX})
    return Draft("GET", "/document/open", {"name": random.choice([known.room, *TEXTS])})


def _unsent(known: Known, client: str, seq: int, random: Random) -> dict[str, Any]:
    return {
        "client": client,
        "seq": seq,
        "busy": random.random() < 0.5,
        "revision": known.revision,
        "sent": operations(known.blocks, random),
        "waiting": operations(known.blocks, random),
        "message": random.choice([None, message(known.blocks, known.revision, seq, random)]),
        "texts": known.blocks,
    }


def _search(known: Known, random: Random) -> dict[str, Any]:
    fields = {
        "find": random.choice(["a", r"\w+", "(.)", "[", "(", "x*", ""]),
        "replace": random.choice(["", r"\1", "b"]),
        "current": json.dumps(place(known.blocks, random)[:3]),
        "go": random.choice(["next", "previous", ""]),
    }
    return fields | {name: "1" for name in ("regex", "case", "words", "all") if random.random() < 0.4}


def _asked(known: Known, random: Random) -> dict[str, Any]:
    """Of the comments' page or panel."""
    caret = json.dumps(place(known.blocks, random))
    asked: list[dict[str, Any]] = [
        {"since": random.randint(0, 40)},
        {"places": ""},
        {"closed": ""},
        {"answer": random.randint(1, 60)},
        {"block": random.choice([*known.blocks])},
        {"caret": caret, "base": max(0, known.revision - random.choice([0, 1, 5]))},
        {"caret": caret, "base": known.revision, "new": ""},
    ]
    return random.choice(asked)


def _said(known: Known, random: Random) -> dict[str, Any]:
    """A comment, or what is done to a thread."""
    at = {"place": json.dumps(place(known.blocks, random)), "at": max(0, known.revision - random.choice([0, 1, 50]))}
    more: list[dict[str, Any]] = [{"resolve": "1"}, {"reopen": "1"}, {"remove": random.randint(1, 90)}, {}, at, at]
    return {"text": random.choice(TEXTS)} | random.choice(more)


def _by_htmx(random: Random) -> dict[str, str]:
    return {**HTMX, "HX-Target": random.choice(["comments", "threads"])} if random.random() < 0.5 else {}


def _pairs(fields: Any) -> list[tuple[Any, Any]]:
    return list(fields.items()) if isinstance(fields, dict) else [("x", fields)]


def _form(fields: Any) -> str:
    return urlencode([(str(name), str(value)) for name, value in _pairs(fields)], errors="replace")
