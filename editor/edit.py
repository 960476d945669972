"""What a client wants done to a document, and why it may not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .commands import Selection
from .merge import Insert, Kind, Operation
from .visitors import STRANGER, Visitor

RefusalCode = Literal[
    "malformed",
    "too-large",
    "unknown-revision",
    "unknown-block",
    "out-of-range",
    "forbidden",
    "too-many",
    "not-yours",
    "unavailable",
]


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command by its name, at a selection in the document at the edit's base."""

    name: str
    selection: Selection
    argument: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a client did to the document at the revision `base`, or asks for: a command, an undo or a redo."""

    client: str
    seq: int
    base: int
    operations: Sequence[Operation] = ()
    kind: Kind = "edit"
    command: Invocation | None = None
    typed: bool = False  # by a person, to whom newlines continue lists
    visitor: Visitor = STRANGER  # who must be allowed to do it

    @property
    def maker(self) -> str:
        """Whose undo takes it back. No client is called as a person is."""
        return self.visitor.person or f"@{self.client}"

    @property
    def inserted(self) -> str:
        written = [operation.text for operation in self.operations if isinstance(operation, Insert)]
        return "\n".join(written + ([self.command.argument] if self.command and self.command.argument else []))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an edit was not taken: a code of the wire, a sentence for the person, and what they had written."""

    code: RefusalCode
    reason: str
    text: str = ""
