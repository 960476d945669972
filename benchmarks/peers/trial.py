"""A load is put on a peer's server, and measured as the product is."""

import secrets
from collections.abc import Sequence
from itertools import groupby

from benchmarks.generator import Part
from benchmarks.load import Load
from benchmarks.manuscript import manuscript
from benchmarks.peers import PEERS, parse, peer_of
from benchmarks.peers.crew import crew
from benchmarks.peers.server import PeerServer, install, served
from benchmarks.report import Row, Table
from benchmarks.trial import Trial, memory, share, watch

MEANING = "As for the product's own loads. Who answers what, and when:"


def measure(names: Sequence[str], seconds: float) -> Table:
    install()
    rows: list[Row] = []
    for peer, some in groupby(sorted(names, key=peer_of), peer_of):
        with served(peer) as server:
            rows += [run(name, server, seconds).row() for name in some]
    told = [f"- {name} {PEERS[name].version} {PEERS[name].promise}" for name in dict.fromkeys(map(peer_of, names))]
    return Table("Servers of others", "\n".join([MEANING, "", *told]), rows)


def run(name: str, server: PeerServer, seconds: float) -> Trial:
    """On a server that starts anew for it, in documents that nobody has seen."""
    server.restart()
    peer, load = parse(name)
    documents = {f"load-{secrets.token_hex(6)}": _texts(load) for _ in range(load.rooms)}
    written = {str(block): "" for block in range(load.blocks + 1)}
    shares = share(load, [Part(room, 0, written, {}, []) for room in documents])
    with crew(peer, len(shares)) as people:
        people.fill(shares, documents, server.url)
        return watch(load, people, [server.process], memory([server.process]), seconds)


def _texts(load: Load) -> list[str]:
    """The same ones as of the product's documents."""
    parts = [f"Part {number}: " for number in range(load.blocks)]
    return ["Minutes", *parts, *(manuscript(load.paragraphs) if load.paragraphs else [])]
