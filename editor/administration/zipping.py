"""A ZIP that is sent while it is made, however large it is."""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

Part = tuple[str, Iterable[bytes]]  # the name of a file in it, and the content


class _Sink(RawIOBase):
    """Where it is written to. Nobody can go back in it."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        """What has been written since the last time."""
        taken, self._written = bytes(self._written), bytearray()
        return taken


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in content:
                    file.write(piece)
                    yield sink.take()
    yield sink.take()
