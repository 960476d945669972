"""A browser of someone's own: its window can be hidden, its pages sleep, and it can be killed and started again."""

from abc import abstractmethod

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

    @abstractmethod
    def kill(self) -> None:
        """Crash and start again with the profile as it was on the disk; of the tabs, this one is left, and empty.

        Of localStorage, Chromium and Firefox lose what they were given in the last five seconds or so. WebKitGTK
        keeps no profile under WebDriver and raises NotImplementedError.
        """

    @abstractmethod
    def _process(self) -> int: ...

    def sleep(self) -> None:
        """Suspend all pages of this browser, as on a computer that is shut: no call gets an answer until `wake`."""
        processes.suspend_pages(self._process())

    def wake(self) -> None:
        processes.resume_pages(self._process())
