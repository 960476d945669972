"""A browser of someone's own: its window can be hidden, its pages can sleep and crash."""

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from e2e import processes
from e2e.seats import Seat


class OwnBrowserSeat(Seat):
    """A seat whose browser is a process of its own."""

    @abstractmethod
    def hide(self) -> None:
        """Put this window into the background: its page is told that it is hidden, and the engine slows it down."""

    @abstractmethod
    def show(self) -> None:
        """Bring the window back."""

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Suspend all pages of this browser, as on a computer that is shut: meanwhile no call gets an answer."""
        processes.suspend_pages(self._process())
        try:
            yield
        finally:
            processes.resume_pages(self._process())

    @abstractmethod
    def crash(self) -> None:
        """Kill the processes of all pages, which leaves them no time for a last word.

        The browser goes on with the same profile; Firefox starts again. Of the tabs this one is left, empty.
        """

    @abstractmethod
    def _process(self) -> int: ...
