"""What a server is put under: how many write and read, in how many rooms, how fast, and what it stores in."""

import re
from dataclasses import dataclass

NAME = re.compile(
    r"(?:(?P<rooms>\d+)x)?(?P<writers>\d+)w(?:(?P<readers>\d+)r)?(?:@(?P<rate>\d+(?:\.\d+)?))?"
    r"(?P<own>/own)?(?:/(?P<paragraphs>\d+)blocks)?(?:/(?P<changes>\d+)changes)?"
    r"(?:/(?P<stack>sqlite|postgresql|valkey|[1-9]\d*processes))?"
)
STACKS = ("sqlite", "postgresql", "valkey")  # or a number of processes, with PostgreSQL and Valkey
PROCESSES = re.compile(r"([1-9]\d*)processes")
WRITERS_A_BLOCK = 10


def is_stack(name: str) -> bool:
    return name in STACKS or bool(PROCESSES.fullmatch(name))


def processes(stack: str) -> int:
    """How many serve."""
    found = PROCESSES.fullmatch(stack)
    return int(found[1]) if found else 2 if stack == "valkey" else 1


@dataclass(frozen=True)
class Load:
    """`writers` and `readers` are those of each room; `rate` is the edits a second of each writer, who may be idle."""

    name: str
    writers: int
    readers: int = 0
    rooms: int = 1
    rate: float = 2.0
    own_blocks: bool = False  # each writer writes in a block of its own; else ten share one
    paragraphs: int = 0  # that are in each document already
    changes: int = 0  # that each document has seen already
    stack: str = "sqlite"

    @classmethod
    def parse(cls, name: str) -> "Load":
        """From a name like `2w@8`, `10w2000r`, `500x2w@1`, `9w/9blocks` or `50w/own/4processes`. Raises ValueError."""
        found = NAME.fullmatch(name)
        if not found:
            raise ValueError(f"{name} is no load")
        return cls(
            name=name,
            writers=int(found["writers"]),
            readers=int(found["readers"] or 0),
            rooms=int(found["rooms"] or 1),
            rate=float(found["rate"] or 2),
            own_blocks=bool(found["own"]),
            paragraphs=int(found["paragraphs"] or 0),
            changes=int(found["changes"] or 0),
            stack=found["stack"] or "sqlite",
        )

    @classmethod
    def of(cls, writers: int, stack: str) -> "Load":
        """So many in one document, at 2 edits a second each."""
        return cls.parse(f"{writers}w" if stack == STACKS[0] else f"{writers}w/{stack}")

    @property
    def blocks(self) -> int:
        """In which they write, in each room."""
        return self.writers if self.own_blocks else -(-self.writers // WRITERS_A_BLOCK)

    @property
    def processes(self) -> int:
        return processes(self.stack)

    @property
    def connections(self) -> int:
        return self.rooms * (self.writers + self.readers)
