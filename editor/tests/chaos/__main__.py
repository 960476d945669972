"""python -m editor.tests.chaos [--seed S] [--faults N] [--writers N] [--stack sqlite|postgresql]"""

import asyncio
import secrets
import shutil
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from time import monotonic
from typing import Any

from .drill import Outcome, drill
from .stacks import STACKS


def main() -> None:
    parser = ArgumentParser("python -m editor.tests.chaos", description="Whether anything gets lost.")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--faults", type=int, default=300)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--stack", choices=STACKS, action="append")
    options = parser.parse_args()
    lost = [_run(name, options.seed, options.faults, options.writers) for name in options.stack or STACKS]
    sys.exit(any(lost))


def _run(name: str, seed: int, faults: int, writers: int) -> bool:
    """Print what comes of it; whether anything is wrong."""
    directory, started = Path(mkdtemp(prefix="chaos-")), monotonic()
    print(f"» {name}: --stack {name} --seed {seed} --faults {faults} --writers {writers} repeats it. Logs: {directory}")
    sys.stdout.flush()
    outcome = asyncio.run(drill(name, directory, seed, faults, writers))
    _show(outcome, monotonic() - started)
    if not outcome.losses:
        shutil.rmtree(directory)
    return bool(outcome.losses)


def _show(outcome: Outcome, seconds: float) -> None:
    accounts, course = outcome.accounts, outcome.course
    print(f"  {course.survived.total()} faults survived in {seconds:.0f} s: {_list(course.survived)}")
    for kind, times in sorted(course.seconds.items()):
        print(f"  from healthy to in sync after {kind}: median {median(times):.2f} s, most {max(times):.2f} s")
    for name in ("strokes", "edits"):
        print(f"  {name}: {sum(getattr(account, name) for account in accounts)}")
    for name in ("typed", "deleted", "refused"):
        print(f"  characters {name}: {sum(len(getattr(account, name)) for account in accounts)}")
    print(f"  connections opened: {_list(Counter(way for account in accounts for way in account.opened))}")
    print(f"  connections closed: {_list(Counter(why for account in accounts for why in account.closed))}")
    print(f"  refusals: {_list(Counter(code for account in accounts for code in account.refusals))}")
    print(f"  losses: {len(outcome.losses)}")
    for loss in outcome.losses:
        print(f"    {loss}")
    sys.stdout.flush()


def _list(counts: Counter[Any]) -> str:
    return ", ".join(f"{count} × {name}" for name, count in counts.most_common()) or "none"


main()
