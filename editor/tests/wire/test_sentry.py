"""Errors are reported to Sentry, if it is asked for, without anything of people or of what they write."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue

import brotli
import pytest

from e2e.server import Server

from .test_production import ask

WRITTEN = "secretive"
EDIT = f'{{"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "{WRITTEN}"]]}}'
PERSONAL = {"Cookie": "name=ada-lovelace", "Authorization": "ada-lovelace", "X-Forwarded-For": "203.0.113.7"}


@pytest.fixture
def reports() -> Iterator[tuple[str, "Queue[str]"]]:
    """Sentry's address, and what it gets to know."""
    told = Queue[str]()

    class Sentry(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.put(brotli.decompress(self.rfile.read(int(self.headers["Content-Length"]))).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Sentry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://key@127.0.0.1:{server.server_port}/1", told
        server.shutdown()


def test_an_error_is_reported_without_what_was_written(
    reports: "tuple[str, Queue[str]]", tmp_path: Path, room: str
) -> None:
    address, told = reports
    server = Server(tmp_path, settings={"SENTRY_DSN": address, "TRUSTED_PROXIES": "1"})
    with closing(sqlite3.connect(tmp_path / "longhand.sqlite3")) as database:
        database.execute("CREATE TRIGGER no_more BEFORE INSERT ON editor_change BEGIN SELECT RAISE(ABORT, 'odd'); END")
    server.start()
    try:
        ask(server, f"/document/{room}/edits?client=ada-0001&since=0", "POST", EDIT, **PERSONAL)
        report = told.get(timeout=20)
    finally:
        server.stop()
    assert "IntegrityError" in report
    assert room in report
    for private in (WRITTEN, "ada-lovelace", "203.0.113.7"):
        assert private not in report
