"""What a room knows of the pages that are in it."""

from typing import Protocol

from .frames import Frame
from .guests import Guest
from .visitors import Visitor


class Member(Protocol):
    """A socket in a room."""

    client: str
    guest: Guest  # as they were called when they came
    visitor: Visitor
    since: int  # the revision that it came with: it has been sent every change after that

    def welcome(self, frame: Frame, revision: int) -> None:
        """The first frame, which brings what there is up to the revision."""

    def send_frame(self, frame: Frame) -> None:
        """Returns at once, however slowly the page reads."""

    async def restart(self) -> None:
        """Have the client connect again."""

    async def turn_away(self, frame: Frame) -> None:
        """Nothing more is for this page, after the frame."""
