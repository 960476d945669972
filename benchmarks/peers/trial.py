"""A load is put on a peer's server, and measured as the product is."""

from collections.abc import Sequence
from itertools import groupby

from benchmarks.generator import Part
from benchmarks.parts import new_name, share, texts
from benchmarks.peers import PEERS, parse, peer_of
from benchmarks.peers.crew import crew
from benchmarks.peers.server import PeerServer, install, served, version
from benchmarks.report import Row, Table
from benchmarks.trial import Trial, memory, watch

MEANING = "As for the product's own loads, with Node {}. When an edit is answered, and from where:"


def measure(names: Sequence[str], seconds: float) -> Table:
    install()
    rows: list[Row] = []
    for peer, some in groupby(sorted(names, key=peer_of), peer_of):
        with served(peer) as server:
            rows += [run(name, server, seconds).row() for name in some]
    told = [f"- {name} {PEERS[name].version} {PEERS[name].promise}" for name in dict.fromkeys(map(peer_of, names))]
    return Table("Peers", "\n".join([MEANING.format(version()), "", *told]), rows)


def run(name: str, server: PeerServer, seconds: float) -> Trial:
    """On a server that starts anew for it, in documents that nobody has seen."""
    server.restart()
    peer, load = parse(name)
    documents = {new_name(): texts(load) for _ in range(load.rooms)}
    written = {str(block): text for block, text in enumerate(texts(load)[: load.blocks + 1])}
    shares = share(load, [Part(room, 0, written, {}, []) for room in documents])
    with crew(peer, len(shares)) as people:
        people.fill(shares, documents, server.url)
        return watch(load, people, [server.process], memory([server.process]), seconds)
