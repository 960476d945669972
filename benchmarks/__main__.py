"""The benchmark that anyone can run.

python -m benchmarks [what …] [--seconds 8] [--results folder]
"""

import argparse
from datetime import date
from pathlib import Path

from benchmarks import growth, machine, plot, report, suite

DEFAULT = """2w@8 50w 100w 200w 400w 10w2000r 500x2w@1 most
    10w 10w/1000blocks 10w/10000blocks 10w/10000changes 10w/1000000changes 10w100r 10w1000r 10w/postgresql 10w/valkey
    50w/postgresql 200w/postgresql 500x2w@1/postgresql 50w/valkey 10w/4processes 50w/4processes
    kill fanout joining rendering"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "what", nargs="*", default=DEFAULT.split(), help="loads like 50w, most, kill, fanout, joining, rendering"
    )
    parser.add_argument("--seconds", type=float, default=8, help="for which each load is measured")
    parser.add_argument("--results", type=Path, default=report.RESULTS, help="a folder")
    options = parser.parse_args()
    try:
        suite.check(options.what)
    except ValueError as error:
        parser.error(str(error))
    measure(options.what, options.seconds, options.results)


def measure(names: list[str], seconds: float, folder: Path) -> None:
    told = machine.describe()
    print("\n".join(f"{name}: {what}" for name, what in told.items()))
    tables = []
    for table in suite.measure(names, seconds):
        print(f"\n{report.markdown(table)}", flush=True)
        tables.append(table)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{machine.slug()}-{date.today()}"
    rows = [row for table in tables for row in table.rows]
    plots = plot.latencies(path, rows) + growth.plot(path, rows)
    report.write(path, told, tables, plots)
    print(f"\nAll of it is in {path}.md")


if __name__ == "__main__":
    main()
