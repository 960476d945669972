"""How cost grows: the loads of a run that differ in one dimension alone, and a picture of them."""

from collections.abc import Sequence
from contextlib import suppress
from math import inf
from pathlib import Path

from benchmarks import multiples
from benchmarks.load import STACKS, Load
from benchmarks.multiples import Points
from benchmarks.report import Row

DIMENSIONS = {
    "writers": "writers",
    "readers": "readers",
    "paragraphs": "blocks already there",
    "changes": "changes already seen",
    "processes": "processes, PostgreSQL",
}
MEASURES = {"p95 ms": "latency, 95th percentile, ms", "server ms/edit": "processor of the server for an edit, ms"}


def plot(path: Path, rows: Sequence[Row]) -> list[Path]:
    """`path`-growth.svg, if two rows or more differ in one dimension alone."""
    columns = {title: series(rows, dimension) for dimension, title in DIMENSIONS.items()}
    columns = {title: found for title, found in columns.items() if found}
    if not columns:
        return []
    file = path.with_name(f"{path.name}-growth.svg")
    file.write_text(multiples.draw(columns, MEASURES))
    return [file]


def series(rows: Sequence[Row], dimension: str) -> dict[str, Points]:
    """For each base, of which there are at least two rows, those rows by their value in the dimension, upwards."""
    found: dict[str, Points] = {}
    for row in rows:
        if load := _load(row):
            if dimension == "processes" and load.stack == STACKS[0]:
                continue  # another database is another matter
            points = found.setdefault(_base(load, dimension), {})
            points.setdefault(getattr(load, dimension), {name: float(row[name]) for name in MEASURES})
    return {base: dict(sorted(points.items())) for base, points in found.items() if len(points) > 1}


def _load(row: Row) -> Load | None:
    """None if it is none, or has nothing to show."""
    if all(0 < float(row.get(name, 0)) < inf for name in MEASURES):
        with suppress(ValueError):
            return Load.parse(str(row["load"]))
    return None


def _base(load: Load, dimension: str) -> str:
    """What loads have in common that differ in that dimension alone."""
    parts = {
        "rooms": f"{load.rooms} rooms" if load.rooms > 1 else "",
        "writers": f"{load.writers}w",
        "readers": f"{load.readers}r" if load.readers else "",
        "rate": f"@{load.rate:g}" if load.rate != Load.rate else "",
        "own_blocks": "own" if load.own_blocks else "",
        "paragraphs": f"{load.paragraphs} blocks" if load.paragraphs else "",
        "changes": f"{load.changes} changes" if load.changes else "",
        "processes": load.stack,
    }
    return " ".join(part for name, part in parts.items() if part and name != dimension) or "all"
