"""What was measured, as Markdown for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("results")

Row = dict[str, str | float | int]


@dataclass(frozen=True)
class Table:
    title: str
    meaning: str
    rows: list[Row]  # with the same columns


def write(path: Path, machine: dict[str, str], tables: Sequence[Table], plots: Sequence[Path]) -> None:
    """As `path`.md and `path`.json; the plots are in the same folder."""
    pictures = [f"![{plot.stem}]({plot.name})" for plot in plots]
    parts = [f"# {path.name}", _machine(machine), *map(markdown, tables), *pictures]
    path.with_suffix(".md").write_text("\n\n".join(parts) + "\n")
    content = {"machine": machine, "tables": [asdict(table) for table in tables]}
    path.with_suffix(".json").write_text(json.dumps(content, indent=2) + "\n")


def markdown(table: Table) -> str:
    columns = list(table.rows[0])
    lines = [columns, ["---:" if column != columns[0] else "---" for column in columns]]
    lines += [[_shown(value) for value in row.values()] for row in table.rows]
    return "\n".join([f"## {table.title}", "", table.meaning, "", *(f"| {' | '.join(line)} |" for line in lines)])


def _machine(machine: dict[str, str]) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in machine.items())


def _shown(value: str | float | int) -> str:
    match value:
        case str():
            return value
        case int():
            return f"{value:,}"
    return f"{value:,.1f}"
