"""What a key or a button does to the Markdown at a selection, as operations. Pure.

A command is given the blocks as they are, a selection, sometimes an argument, and keys for new blocks. It changes
nothing: it returns the operations, all splits included, and the selection after them. A selection may go over several
blocks.
"""

from collections.abc import Mapping

from .checking import check
from .choosing import choose
from .completion import complete
from .inline import bold, code, italic, link, strike
from .kinds import turn_into
from .lists import indent, outdent
from .movement import move_down, move_to, move_up
from .paste import paste, paste_html
from .removal import backspace, delete
from .replacement import replace, replace_all
from .selection import Command, Place, Result, Selection
from .unseen import unseen

__all__ = ["COMMANDS", "REMOVALS", "Command", "Place", "Result", "Selection", "complete", "unseen"]

COMMANDS: Mapping[str, Command] = {
    "backspace": backspace,
    "bold": bold,
    "check": check,
    "choose": choose,
    "code": code,
    "delete": delete,
    "indent": indent,
    "italic": italic,
    "kind": turn_into,
    "link": link,
    "move-down": move_down,
    "move-to": move_to,
    "move-up": move_up,
    "outdent": outdent,
    "paste": paste,
    "paste-html": paste_html,
    "replace": replace,
    "replace-all": replace_all,
    "strike": strike,
}
REMOVALS = frozenset({"backspace", "delete", "paste", "paste-html"})  # what is selected goes
