"""Looking after the seats of a test: what went wrong on their pages, pictures of a failure, and the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from e2e.seats import Seat

AnySeat = TypeVar("AnySeat", bound=Seat)


@contextmanager
def attended(
    request: pytest.FixtureRequest, output_path: str, open_window: Callable[[], AnySeat]
) -> Iterator[Callable[[], AnySeat]]:
    """Makes seats for the fixture that asks. Script errors on any page of theirs fail the test."""
    made: list[AnySeat] = []

    def make() -> AnySeat:
        made.append(open_window())
        return made[-1]

    with ExitStack() as ending:
        yield make
        for seat in made:
            ending.callback(seat.quit)
        _look_back(request, output_path, made)


def _look_back(request: pytest.FixtureRequest, output_path: str, made: Sequence[Seat]) -> None:
    seats = [tab for seat in made for tab in (seat, *seat.tabs)]
    trouble = [each for seat in seats for each in seat.trouble()]
    call = getattr(request.node, "rep_call", None)
    if trouble or not call or call.failed:
        Path(output_path).mkdir(parents=True, exist_ok=True)
        for number, seat in enumerate(seats, 1):
            if not seat.closed():
                seat.screenshot(Path(output_path, f"{request.fixturename}-{number}.png"))
    assert not trouble, f"errors on the pages: {trouble}"
