"""The machine that measures, by its kind and not by its name."""

import os
import platform
import re
import sqlite3
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

import psutil

from benchmarks import cores

SYNCS = 20


def describe() -> dict[str, str]:
    load = ", ".join(f"{average:.1f}" for average in psutil.getloadavg())
    return {
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "software": f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "the disk takes for an fsync": f"{_sync():.1f} ms",
        "busy before it began": f"{load} processes in the last 1, 5 and 15 minutes",
        "server on": _cores(cores.SERVER),
        "load generator and databases on": _cores(cores.OTHERS),
    }


def slug() -> str:
    """For the name of a file."""
    kind = f"{platform.system()}-{platform.machine()}-{_processor()}-{os.cpu_count()}-cores"
    return re.sub(r"[^a-z0-9_]+", "-", kind.lower())


def _processor() -> str:
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "unknown"


def _cores(cores: set[int]) -> str:
    return f"core {', '.join(map(str, sorted(cores)))}" if cores else "any core"


def _sync() -> float:
    """In the folder for temporary files, where the databases are."""
    with TemporaryFile() as file:
        start = perf_counter()
        for _ in range(SYNCS):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        return (perf_counter() - start) / SYNCS * 1000
