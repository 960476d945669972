"""A secret key for those who set none."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

MISSING = (
    "Set SECRET_KEY, to the same value for every process: with PostgreSQL or Redis there may be several. "
    "This makes one: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
)


def kept_in(path: Path) -> str:
    """The key in `path`, made at the first call. Processes that start at the same time agree on one."""
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent) as draft:  # readable by its owner alone
        draft.write(secrets.token_urlsafe(48))
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):  # a link appears whole or not at all, and the first one stays
            os.link(draft.name, path)
