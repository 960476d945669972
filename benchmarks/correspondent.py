"""Someone who writes over the wire alone, so that no browser spends time on the writing."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from secrets import token_hex
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import ClientConnection, connect

CHANGES = re.compile(r'<i id="sync"[^>]* data-changes="([^"]*)"[^>]*>')
BLOCKS_AN_EDIT = 200


@contextmanager
def correspondent(url: str, room: str) -> Iterator["Correspondent"]:
    with urlopen(f"{url}/document/{room}.md", timeout=60) as answer:
        revision = int(answer.headers["X-Revision"])
    client = token_hex(8)
    address = f"{url.replace('http', 'ws')}/ws/editor/{room}/?client={client}&since={revision}"
    with connect(address, max_size=None) as socket:
        yield Correspondent(socket, client, revision)


class Correspondent:
    def __init__(self, socket: ClientConnection, client: str, revision: int) -> None:
        self._socket = socket
        self._client = client
        self._seq = 0
        self.revision = revision
        self._receive()  # what came about while one was on the way

    def edit(self, *operations: list[Any]) -> list[list[Any]]:
        """Send one edit and wait until it is stored. Returns what the server added to it."""
        self._seq += 1
        message = {"type": "edit", "seq": self._seq, "base": self.revision, "ops": operations}
        self._socket.send(json.dumps(message))
        while True:
            for change in self._receive():
                if (change["by"], change["seq"]) == (self._client, self._seq):
                    return list(change["then"])

    def fill(self, texts: list[str]) -> list[str]:
        """Write the texts into an empty document, a block each. Returns the blocks' keys."""
        keys = ["1"]
        for start in range(0, len(texts), BLOCKS_AN_EDIT):
            run = "\n".join(texts[start : start + BLOCKS_AN_EDIT])
            at, run = (len(texts[start - 1]), f"\n{run}") if start else (0, run)
            keys += [split[3] for split in self.edit(["ins", keys[-1], at, run])]
        assert len(keys) == len(texts), f"{len(texts)} texts came to {len(keys)} blocks"
        return keys

    def _receive(self) -> list[dict[str, Any]]:
        frame = str(self._socket.recv(timeout=60))
        sync = CHANGES.match(frame)
        assert sync, f"a frame that does not begin with its changes: {frame[:200]}"
        assert " data-refused=" not in sync[0], f"refused: {frame[:500]}"
        changes: list[dict[str, Any]] = json.loads(unescape(sync[1]))
        self.revision += len(changes)
        return changes
