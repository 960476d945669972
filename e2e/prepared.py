"""What servers are started with: an empty database and the collected static files, made once for all of a run."""

import atexit
import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

_NAME = "LONGHAND_PREPARED"


def share() -> None:
    """Let this process and those that it starts have one directory, which is gone when it ends."""
    if _NAME not in os.environ:
        directory = tempfile.TemporaryDirectory(prefix="longhand-")
        os.environ[_NAME] = directory.name
        atexit.register(directory.cleanup)


def prepared(make: Callable[[str], None]) -> tuple[Path, Path]:
    """The database and the folder of static files. `make` runs a command of manage.py with these settings before it."""
    share()
    directory = Path(os.environ[_NAME])
    database, static = directory / "empty.sqlite3", directory / "static"
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            make(f"STATIC_DIR={static} python manage.py collectstatic --no-input -v 0")
            make(f"DATABASE_URL=sqlite:///{database} python manage.py migrate --no-input")
    return database, static
