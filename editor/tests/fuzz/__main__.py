"""python -m editor.tests.fuzz [--seconds N] [--seed S]"""

import asyncio
import os
import secrets
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import mkdtemp

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()

from .hunt import hunt  # noqa: E402  (the walk through all addresses needs the settings)


def main() -> None:
    parser = ArgumentParser("python -m editor.tests.fuzz", description="Whether anything sent to a server harms it.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    options = parser.parse_args()
    directory = Path(mkdtemp(prefix="fuzz-"))
    print(f"» --seed {options.seed} --seconds {options.seconds:g} sends the same again. Log: {directory}/server.log")
    sys.stdout.flush()
    found = asyncio.run(hunt(directory, options.seed, options.seconds))
    print(f"  sent: {', '.join(f'{count} × {what}' for what, count in found.sent.most_common())}")
    print(f"  answered: {', '.join(f'{count} × {what}' for what, count in found.answered.most_common())}")
    print(f"  memory: {found.grown / 2**20:.0f} MiB more than after the first third")
    print(f"  wrong: {len(found.wrong)}")
    for each in found.wrong:
        print(f"    {each}")
    if not found.wrong:
        shutil.rmtree(directory)
    sys.exit(bool(found.wrong))


main()
