"""What a key or a button does to the Markdown at a selection, as operations. Pure.

A command is given the blocks as they are, a selection, sometimes an argument, and keys for new blocks. It changes
nothing: it returns the operations, all splits included, and the selection after them.
"""

from collections.abc import Mapping

from .completion import complete
from .inline import bold, code, italic, link, strike
from .kinds import turn_into
from .lists import indent, outdent
from .movement import move_down, move_up
from .paste import paste, paste_html
from .removal import backspace, delete
from .selection import Command, Result, Selection

__all__ = ["COMMANDS", "Command", "Result", "Selection", "complete"]

COMMANDS: Mapping[str, Command] = {
    "backspace": backspace,
    "bold": bold,
    "code": code,
    "delete": delete,
    "indent": indent,
    "italic": italic,
    "kind": turn_into,
    "link": link,
    "move-down": move_down,
    "move-up": move_up,
    "outdent": outdent,
    "paste": paste,
    "paste-html": paste_html,
    "strike": strike,
}
