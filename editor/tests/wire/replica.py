"""A document as a client has it: what the server told, and on top of it what its person did that is not answered yet.

What others do it takes from the partials alone, and checks them against the changes that come with them. From the
product it has only `cross`, to carry its own unanswered operations over those of others.
"""

from collections.abc import Sequence
from typing import Any

from editor.merge import cross, decode, encode

from .frames import Blocks, Change, Frame, Operation, done, swapped


class Replica:
    def __init__(self, name: str, revision: int, stored: Blocks) -> None:
        self.revision = revision
        self.stored = stored
        self.under_way: dict[str, Any] | None = None  # one message at a time
        self._name = name
        self._seq = 0
        self._sent: list[Operation] = []
        self._waiting: list[Operation] = []

    @property
    def blocks(self) -> Blocks:
        """What its person sees."""
        seen = self.stored
        for operation in [*self._sent, *self._waiting]:
            seen = done(seen, operation)
        return seen

    @property
    def idle(self) -> bool:
        """Everything is answered."""
        return self.under_way is None and not self._waiting

    # Messages

    def do(self, operations: Sequence[Operation]) -> None:
        self._waiting += operations

    def next_message(self) -> dict[str, Any] | None:
        """An edit of all that waits, unless a message is under way."""
        if self.under_way is not None or not self._waiting:
            return None
        self._sent, self._waiting = self._waiting, []
        return self.message("edit", ops=self._sent)

    def message(self, kind: str, **fields: Any) -> dict[str, Any]:
        self._seq += 1
        self.under_way = {"type": kind, "seq": self._seq, "base": self.revision, **fields}
        return self.under_way

    def message_again(self) -> dict[str, Any]:
        """The one under way: the same number, as its operations read by now."""
        assert self.under_way
        self.under_way["base"] = self.revision
        if "ops" in self.under_way:
            self.under_way["ops"] = self._sent
        return self.under_way

    # Frames

    def take(self, frame: Frame) -> None:
        if frame.reset:
            self._start_anew(frame)
        else:
            self._follow(frame)
        if frame.refused and self._is_under_way(frame.refused["seq"]):
            self.under_way, self._sent, self._waiting = None, [], []

    def _follow(self, frame: Frame) -> None:
        by_changes, page = self.stored, swapped(self.stored, frame)
        for change in frame.changes:
            is_news = change.rev > self.revision  # an old one only says that the message was taken
            if is_news:
                assert change.rev == self.revision + 1, f"what is between {self.revision} and {change.rev}?"
                self.revision = change.rev
                for operation in [*change.ops, *change.then]:
                    by_changes = done(by_changes, operation)
            self._carry_over(change, is_news)
        assert list(page.items()) == list(by_changes.items()), "the partials are not what the changes make"
        self.stored = page

    def _carry_over(self, change: Change, is_news: bool) -> None:
        own = change.by == self._name
        if own and self._is_under_way(change.seq):
            self.under_way, self._sent = None, []
        if is_news:
            self._sent, theirs = _crossed(self._sent, change.then if own else [*change.ops, *change.then])
            self._waiting, _ = _crossed(self._waiting, theirs)

    def _start_anew(self, frame: Frame) -> None:
        assert frame.settled is not None
        if self.under_way and self.under_way["seq"] <= frame.settled:
            self.under_way, self._sent = None, []
        assert self.idle, "this client does not merge texts"
        self.revision, self.stored = frame.revision, swapped({}, frame)

    def _is_under_way(self, seq: int) -> bool:
        return self.under_way is not None and self.under_way["seq"] == seq


def _crossed(mine: Sequence[Operation], theirs: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
    one, other = cross([decode(each) for each in mine], [decode(each) for each in theirs])
    return [encode(each) for each in one], [encode(each) for each in other]
