"""Small multiples: a column for each thing that grows, a row for each measure. All scales multiply."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import cycle
from math import ceil, floor, log10

Points = dict[int, dict[str, float]]  # the measures, by what grows

WIDTH, HEIGHT, LEFT, GAP, LINE = 200, 160, 56, 24, 16  # px
INSIDE = 12  # px, between the frame of a panel and its outermost points
NARROW = 20  # px, in which no two labels have room
COLOURS = ("#2a6f97", "#9e2a2b", "#e09f3e", "#588157", "#7b2d8b", "#555")


def draw(columns: Mapping[str, Mapping[str, Points]], measures: Mapping[str, str]) -> str:
    """An SVG. `columns` has by their titles the lines of a column, by their names; `measures` have titles, too."""
    top = LINE * (2 + max(map(len, columns.values())))
    row = HEIGHT + 3 * LINE
    box = f'viewBox="0 0 {LEFT + len(columns) * (WIDTH + GAP)} {top + len(measures) * row}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, (title, lines) in enumerate(columns.items()):
        parts += _head(title, lines, LEFT + number * (WIDTH + GAP))
    for number, (measure, title) in enumerate(measures.items()):
        y = top + number * row + LINE
        ticks = _ticks(list(_values(columns.values(), measure)))
        parts.append(f'<text x="{LEFT}" y="{y - 5}" fill="#555">{escape(title)}</text>')
        parts += [_label(LEFT - 6, _y(tick, ticks, y) + 4, f"{tick:g}", "end") for tick in ticks]
        for column, lines in enumerate(columns.values()):
            parts += _panel(lines, measure, ticks, LEFT + column * (WIDTH + GAP), y)
    return "\n".join([*parts, "</svg>\n"])


def _head(title: str, lines: Iterable[str], x: float) -> Iterator[str]:
    yield f'<text x="{x}" y="{LINE}" font-weight="bold">{escape(title)}</text>'
    for number, (name, colour) in enumerate(zip(lines, cycle(COLOURS), strict=False)):
        yield f'<text x="{x}" y="{(number + 2) * LINE}" fill="{colour}">● {escape(name)}</text>'


def _panel(lines: Mapping[str, Points], measure: str, ticks: list[float], left: float, top: float) -> Iterator[str]:
    for tick in ticks:
        yield f'<path d="M{left} {_y(tick, ticks, top):.1f}h{WIDTH}" stroke="#e4e4e4"/>'
    places = _places(sorted({value for points in lines.values() for value in points}))
    labelled = float("-inf")
    for value, x in places.items():
        if x - labelled >= NARROW:
            yield _label(left + x, top + HEIGHT + LINE, _short(value), "middle")
            labelled = x
    for points, colour in zip(lines.values(), cycle(COLOURS), strict=False):
        at = [(left + places[value], _y(point[measure], ticks, top)) for value, point in points.items()]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for (x, y), (value, point) in zip(at, points.items(), strict=True):
            tip = f"<title>{value:,}: {point[measure]:.1f}</title>"
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}">{tip}</circle>'


def _places(values: list[int]) -> dict[int, float]:
    """In px from the left of a panel. No scale that multiplies has a 0, so it stands at some distance from the rest."""
    logs = {value: log10(value) for value in values if value}
    first, last = min(logs.values()), max(logs.values())
    if 0 in values:
        first -= max(1.0, (last - first) / 3)
    wide = (WIDTH - 2 * INSIDE) / (last - first)
    return {value: INSIDE + wide * (logs.get(value, first) - first) for value in values}


def _y(value: float, ticks: list[float], top: float) -> float:
    return top + HEIGHT * (1 - (log10(value) - log10(ticks[0])) / (log10(ticks[-1]) - log10(ticks[0])))


def _values(columns: Iterable[Mapping[str, Points]], measure: str) -> Iterator[float]:
    return (point[measure] for lines in columns for points in lines.values() for point in points.values())


def _ticks(values: list[float]) -> list[float]:
    """Round numbers, of which the first is no greater than any of the values and the last greater than all."""
    least, most = min(values), max(values)
    decades = range(floor(log10(least)), ceil(log10(most)) + 1)
    steps = (1, 2, 5) if len(decades) < 5 else (1,)
    all_ticks = [step * 10.0**decade for decade in decades for step in steps]
    first = max(tick for tick in all_ticks if tick <= least)
    last = min((tick for tick in all_ticks if tick > most), default=10 * all_ticks[-1])
    return [tick for tick in all_ticks if first <= tick < last] + [last]


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="10">{text}</text>'


def _short(value: int) -> str:
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if value >= size:
            return f"{value / size:g}{unit}"
    return str(value)
