"""A store that speaks as much of S3's language as it takes to put, get and delete; in memory, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@contextmanager
def bucket() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Where it is, and what it holds by now: contents by their paths."""
    held: dict[str, bytes] = {}

    class Store(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            held[self.path] = _whole(body) if "aws-chunked" in self.headers.get("Content-Encoding", "") else body
            self._answer(200)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            self._answer(200 if self.path in held else 404, held.get(self.path, b""))

        def do_DELETE(self) -> None:
            held.pop(self.path, None)
            self._answer(204)

        def log_message(self, *args: Any) -> None:
            pass

        def _answer(self, status: int, content: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", '"0"')
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", held
    finally:
        server.shutdown()
        server.server_close()


def _whole(chunked: bytes) -> bytes:
    """What was sent in chunks, with their sizes in front and a checksum in the end."""
    whole = b""
    while True:
        head, _, chunked = chunked.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if not size:
            return whole
        whole, chunked = whole + chunked[:size], chunked[size + 2 :]
