"""Servers of other collaborative editors, under the same loads: which there are, and what they promise."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.load import STACKS, Load

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    package: str
    promise: str  # what an answer to an edit means there

    @property
    def version(self) -> str:
        """As it is pinned."""
        return str(json.loads((FOLDER / "package.json").read_text())["dependencies"][self.package])


PEERS = {
    "hocuspocus": Peer(
        "@hocuspocus/server",
        "answers an edit from memory, and stores the whole document in SQLite when nobody has written for 2 s, "
        "at the latest after 10 s",
    ),
    "sharedb": Peer(
        "sharedb", "answers an edit when it is in the database, which is in memory: nothing is stored on a disk"
    ),
    "y-websocket": Peer(
        "@y/websocket-server",
        "answers no edit: its author gets it back from memory, as everyone does, and nothing is stored",
    ),
}


def peer_of(name: str) -> str:
    """Empty if it is a load of the product itself."""
    first = name.partition("/")[0]
    return first if first in PEERS else ""


def parse(name: str) -> tuple[str, Load]:
    """The peer and the load of a name like `hocuspocus/50w`. Raises ValueError."""
    peer, _, rest = name.partition("/")
    load = Load.parse(rest)
    if load.changes or rest.rpartition("/")[2] in STACKS:
        raise ValueError(f"{name} is no load, as {peer} has no such past or storage")
    return peer, replace(load, name=name)
