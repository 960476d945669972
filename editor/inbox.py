"""What waits for a room's next turn."""

from collections import Counter
from dataclasses import dataclass, field

from .edit import Edit, Refusal
from .members import Member

MOST_WAITING = 1_000  # edits of one member; a client of the contract has one


@dataclass(slots=True)
class Inbox:
    edits: list[tuple[Member, Edit]] = field(default_factory=list)
    refused: list[tuple[Member, int, Refusal]] = field(default_factory=list)  # with the number of each edit
    joining: list[Member] = field(default_factory=list)
    behind: bool = False  # whether there is news in the database
    _count: Counter[Member] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.edits or self.refused or self.joining or self.behind)

    @property
    def members(self) -> set[Member]:
        """Everyone who waits for an answer."""
        return {*self.joining, *(member for member, _ in self.edits), *(member for member, *_ in self.refused)}

    def bears(self, member: Member) -> bool:
        """Whether one more of the member's is not too many."""
        self._count[member] += 1
        return self._count[member] <= MOST_WAITING
