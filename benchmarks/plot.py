"""A picture of the latencies: for each load a line from p50 over p95 to p99, on a scale that multiplies."""

from collections.abc import Sequence
from html import escape
from math import log10
from pathlib import Path

from benchmarks.report import Row

LEFT, WIDTH, LINE = 190, 560, 26  # px
FROM, TO = 1.0, 100_000.0  # ms
COLOURS = {"p50 ms": "#2a6f97", "p95 ms": "#e09f3e", "p99 ms": "#9e2a2b"}


def latencies(path: Path, rows: Sequence[Row]) -> list[Path]:
    """Of the rows that have some; `path`.svg, if there are such rows."""
    rows = [row for row in rows if "p50 ms" in row]
    if not rows:
        return []
    height = LINE * (len(rows) + 2)
    box = f'viewBox="0 0 {LEFT + WIDTH + 40} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        *_scale(height),
        *_legend(),
    ]
    for number, row in enumerate(rows):
        parts += _line(row, LINE * (number + 1.5))
    file = path.with_name(f"{path.name}.svg")
    file.write_text("\n".join([*parts, "</svg>\n"]))
    return [file]


def _scale(height: int) -> list[str]:
    parts = []
    for ms in (1, 10, 100, 1000, 10_000, 100_000):
        label = f"{ms} ms" if ms < 1000 else f"{ms // 1000} s"
        parts += [
            f'<path d="M{_x(ms):.0f} {LINE}V{height - LINE}" stroke="#ddd"/>',
            f'<text x="{_x(ms):.0f}" y="{height - 8}" text-anchor="middle">{label}</text>',
        ]
    return parts


def _legend() -> list[str]:
    return [
        f'<text x="{LEFT + 60 * number}" y="16" fill="{colour}">● {name.removesuffix(" ms")}</text>'
        for number, (name, colour) in enumerate(COLOURS.items())
    ]


def _line(row: Row, y: float) -> list[str]:
    at = {name: _x(float(row[name])) for name in COLOURS}
    first, *_, last = at.values()
    return [
        f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(str(row["load"]))}</text>',
        f'<path d="M{first:.1f} {y}H{last:.1f}" stroke="#bbb" stroke-width="3"/>',
        *(f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{COLOURS[name]}"/>' for name, x in at.items()),
    ]


def _x(ms: float) -> float:
    share = (log10(min(max(ms, FROM), TO)) - log10(FROM)) / (log10(TO) - log10(FROM))
    return LEFT + WIDTH * share
