"""What comes in one request: what is longer than anything that is taken is not read to its end."""

import logging

from daphne.http_protocol import WebRequest

from ..files.bounds import most_at_once

logger = logging.getLogger(__name__)

REFUSAL = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def longest() -> int:
    """Twice as much as is taken, so that a person who has too much is told by a page."""
    return 2 * most_at_once()


class BoundedRequest(WebRequest):  # type: ignore[misc]
    """Daphne would read any amount, and only then ask the application."""

    def gotLength(self, length: int | None) -> None:
        super().gotLength(length)
        if length is not None and length > longest():
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:
        if self.content.tell() + len(data) > longest():
            self._refuse()
        else:
            super().handleContentChunk(data)

    def _refuse(self) -> None:
        logger.warning("Refused a request of more than %d bytes", longest())
        self.channel.transport.write(REFUSAL)
        self.channel.loseConnection()
