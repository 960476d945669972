"""How edits that were made at the same time become one text. Pure: no clock, no socket, no row.

The law. Let S be a state, `a` and `b` two operations (or lists of operations) that were both made on S, and let `b`
be the one that was accepted first. `cross(a, b)` gives `a'` and `b'` with

    S · b · a'  =  S · a · b'        (convergence, "TP1")

in every block's text. Because one server puts all edits in an order, this is the only property that is needed: nobody
ever has to transform along two different paths (Ressel et al., "An integrating, transformation-oriented approach to
concurrency control and undo in group editors", CSCW 1996). Histories are transformed step by step, never composed.

The order of the blocks is that of S · b · a', the server's. A move changes no position in a text, and it does not say
where its block came from: of two blocks that were put after each other no transformation could tell what S looked like.
So nobody guesses the order ahead of the server; without moves it, too, is the same on both sides.

Ties, wherever the law alone leaves a choice:

    insertions at one place     stand in the order in which they were accepted
    a deletion                  takes only what its writer saw: what others put into the range stays
    a split or a join           loses no character; a newline and a border between blocks are one thing in two forms
    splits of one newline       the first accepted one's new block stays
    joins that exclude another  the first accepted is done; the newline of the other becomes a character of its own
    a move and a join           the joined text goes where the other block is; what was put after a joined block
                                comes after the block that has its text
    a move and a split          both parts move; what was put after a block comes after its last part
    moves of one block          the last accepted decides
    moves to one place          the last accepted stands closest to it

The files in the order of reading: `operations` (what an edit consists of), `blocks` (what it changes), `apply`
(doing it), `positions` and `transform` (doing it after something else), `rivals` (the one hard case), `borders`
(which newlines become borders), `undo`, `inserted` (what operations have put in), `difference` (operations out of two
texts).
"""

from .apply import InvalidOperation, apply, apply_all
from .blocks import Blocks, MemoryBlocks, UnknownBlock
from .borders import new_borders, typed_newlines
from .difference import difference
from .inserted import Stretch, inserted
from .operations import (
    KEY,
    UNACCEPTABLE,
    Delete,
    Insert,
    Join,
    MalformedOperation,
    Move,
    Operation,
    Split,
    acceptable,
    decode,
    encode,
    touched,
)
from .positions import Position, follow, follow_both
from .transform import cross, rebase
from .undo import Change, Kind, undo

__all__ = [
    "KEY",
    "UNACCEPTABLE",
    "Blocks",
    "Change",
    "Delete",
    "Insert",
    "InvalidOperation",
    "Join",
    "Kind",
    "MalformedOperation",
    "MemoryBlocks",
    "Move",
    "Operation",
    "Position",
    "Split",
    "Stretch",
    "UnknownBlock",
    "acceptable",
    "apply",
    "apply_all",
    "cross",
    "decode",
    "difference",
    "encode",
    "follow",
    "follow_both",
    "inserted",
    "new_borders",
    "rebase",
    "touched",
    "typed_newlines",
    "undo",
]
