"""Where the time of the server goes under a load.

python -m benchmarks.profiling [load] [--seconds 20] [--results folder]
"""

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import machine, report
from benchmarks.load import Load
from benchmarks.report import RESULTS, Row, Table
from benchmarks.samples import Samples
from benchmarks.served import Served, served
from benchmarks.trial import Trial, run

RATE = 100  # samples a second
MOST = 40  # functions in a table

SHARES = """\
In % of the samples in which a thread worked in Python (held the GIL, which one can at a time), and of those in which it
was not idle, as far as the system tells: it may have waited for the disk or a lock, too."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiling")
    parser.add_argument("load", nargs="?", default="50w", help="like 50w or 10w2000r")
    parser.add_argument("--seconds", type=float, default=20, help="that are looked at")
    parser.add_argument("--results", type=Path, default=RESULTS, help="a folder")
    options = parser.parse_args()
    options.results.mkdir(parents=True, exist_ok=True)
    kind = options.load.replace("/", "-")
    profile(Load.parse(options.load), options.seconds, options.results / f"profile-{kind}-{date.today()}")


def profile(load: Load, seconds: float, path: Path) -> None:
    """Write `path`.md with the functions that took most, and `path`.svg, a flame graph."""
    flames = path.with_name(f"{path.name}.svg")
    with TemporaryDirectory() as directory, served(load.stack) as servers:
        working, awake = Path(directory) / "working", Path(directory) / "awake"
        recorders: list[subprocess.Popen[bytes]] = []

        def record() -> None:
            recorders.append(_record(servers[0], seconds, working, "--format", "raw", "--gil"))
            recorders.append(_record(servers[0], seconds, awake, "--format", "raw"))
            recorders.append(_record(servers[0], seconds, flames, "--format", "flamegraph"))

        trial = run(load, servers, seconds, record)
        for recorder in recorders:
            if recorder.wait():
                sys.exit("py-spy could not look at the server; on some systems it has to be run as root")
        tables = _tables(trial, Samples.read(working), Samples.read(awake))
    report.write(path, machine.describe(), tables, [flames])
    print("\n\n".join(map(report.markdown, tables)))
    print(f"\nAll of it is in {path}.md, and a flame graph in {flames}")


def _record(server: Served, seconds: float, file: Path, *options: str) -> subprocess.Popen[bytes]:
    program = Path(sys.executable).with_name("py-spy")
    how = ["--rate", str(RATE), "--duration", str(round(seconds)), *options]
    command = [str(program), "record", *how, "--output", str(file), "--pid", str(server.process.pid)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _tables(trial: Trial, working: Samples, awake: Samples) -> list[Table]:
    return [
        Table("The load", "While it was looked at, which takes some time itself.", [trial.row()]),
        Table("The product's functions, with all that they call", SHARES, _rows(working.within(), awake.within())),
        Table("The innermost functions", SHARES, _rows(working.innermost(), awake.innermost())),
    ]


def _rows(working: dict[str, float], awake: dict[str, float]) -> list[Row]:
    names = sorted(working | awake, key=lambda name: (-working.get(name, 0), -awake.get(name, 0)))
    return [
        {"function": name, "% working": working.get(name, 0.0), "% not idle": awake.get(name, 0.0)}
        for name in names[:MOST]
    ]


if __name__ == "__main__":
    main()
