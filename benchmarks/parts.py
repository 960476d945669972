"""The documents of a load, and who is where."""

import secrets

from benchmarks import cores
from benchmarks.correspondent import correspondent
from benchmarks.generator import Part
from benchmarks.load import Load
from benchmarks.manuscript import manuscript
from benchmarks.served import Served


def texts(load: Load) -> list[str]:
    """Of each document: a heading, an empty paragraph for whoever writes there, and what was there before."""
    written = ["# Minutes", *(f"Part {number}: " for number in range(load.blocks))]
    return [*written, *(manuscript(load.paragraphs) if load.paragraphs else [])]


def rooms(load: Load, server: Served) -> list[Part]:
    """Nobody is in them yet."""
    parts = []
    for _ in range(load.rooms):
        name = new_name()
        with correspondent(server.url, name) as author:
            written = texts(load)
            keys = author.fill(written)
            revision = author.revision + load.changes
        if load.changes:
            server.age(name, load.changes)
        parts.append(Part(name, revision, dict(list(zip(keys, written, strict=True))[: load.blocks + 1]), {}, []))
    return parts


def new_name() -> str:
    return f"load-{secrets.token_hex(6)}"


def share(load: Load, rooms: list[Part]) -> list[list[Part]]:
    """Who is in which process of the load generator. A room with many is in all of them."""
    number = min(cores.processes(load.processes), load.connections)
    shares: list[list[Part]] = [[] for _ in range(number)]
    for index, room in enumerate(rooms):
        blocks = list(room.texts)[1:]
        writers = {index * load.writers + each: blocks[each % load.blocks] for each in range(load.writers)}
        readers = range(index * load.readers, (index + 1) * load.readers)
        if load.rooms >= number:
            shares[index % number].append(Part(room.room, room.revision, room.texts, writers, list(readers)))
            continue
        for share in range(number):
            own = dict(list(writers.items())[share::number])
            shares[share].append(Part(room.room, room.revision, room.texts, own, list(readers[share::number])))
    return shares
