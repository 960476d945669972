"""What operations change: an ordered row of blocks, each a text under a key."""

from collections.abc import Iterable
from typing import Protocol


class UnknownBlock(LookupError):
    """There is no block of that key."""


class Blocks(Protocol):
    """Every method raises UnknownBlock for a key that is not there."""

    def __contains__(self, key: str) -> bool: ...

    def keys(self) -> list[str]:
        """Of all blocks, in no certain order."""

    def text(self, key: str) -> str: ...

    def write(self, key: str, text: str) -> None: ...

    def before(self, key: str) -> str | None:
        """The block before this one; None for the first."""

    def after(self, key: str) -> str | None:
        """The block after this one; None for the last."""

    def span(self, first: str, last: str) -> list[str]:
        """The blocks from one to another, both included; none if the last is above the first."""

    def insert(self, key: str, after: str, text: str) -> None: ...

    def move(self, key: str, after: str | None) -> None: ...

    def remove(self, key: str) -> None: ...


class MemoryBlocks:
    """Blocks as a list and a dictionary: for replaying a log, and for tests."""

    def __init__(self, blocks: Iterable[tuple[str, str]]) -> None:
        self._texts = dict(blocks)
        self._order = list(self._texts)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> list[str]:
        return list(self._order)

    def items(self) -> list[tuple[str, str]]:
        return [(key, self._texts[key]) for key in self._order]

    def text(self, key: str) -> str:
        try:
            return self._texts[key]
        except KeyError:
            raise UnknownBlock(key) from None

    def write(self, key: str, text: str) -> None:
        self.text(key)
        self._texts[key] = text

    def before(self, key: str) -> str | None:
        at = self._index(key)
        return self._order[at - 1] if at else None

    def after(self, key: str) -> str | None:
        at = self._index(key) + 1
        return self._order[at] if at < len(self._order) else None

    def span(self, first: str, last: str) -> list[str]:
        return self._order[self._index(first) : self._index(last) + 1]

    def insert(self, key: str, after: str, text: str) -> None:
        self._order.insert(self._index(after) + 1, key)
        self._texts[key] = text

    def move(self, key: str, after: str | None) -> None:
        del self._order[self._index(key)]
        self._order.insert(0 if after is None else self._index(after) + 1, key)

    def remove(self, key: str) -> None:
        del self._order[self._index(key)]
        del self._texts[key]

    def _index(self, key: str) -> int:
        self.text(key)
        return self._order.index(key)
