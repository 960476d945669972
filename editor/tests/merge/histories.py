"""Random histories: lists of operations, each of which can be done after the ones before it."""

from itertools import count

from hypothesis import strategies as st

from editor.merge import Delete, Insert, Join, MemoryBlocks, Move, Operation, Split, apply

# An emoji beyond the BMP, a flag of two code points, a combining accent, right-to-left letters, a joiner.
ALPHABET = "ab \n😀🇪🇺é\u0301שלם\u200d"
START = (("A", "abc\nd😀f"), ("B", "gh\nij\n"), ("C", "k\n\nlש"), ("D", ""))


TEXTS = st.text(ALPHABET, min_size=1, max_size=4)


@st.composite
def histories(
    draw: st.DrawFn,
    person: str,
    start: tuple[tuple[str, str], ...] = START,
    most: int = 5,
    inserted: st.SearchStrategy[str] = TEXTS,
    kinds: tuple[str, ...] = ("insert", "delete", "split", "join", "move"),
) -> list[Operation]:
    """Up to `most` operations on blocks that begin as `start`; `person` marks the keys of new blocks."""
    blocks, keys, done = MemoryBlocks(start), count(), []
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        operation = draw_operation(draw, blocks, kind, f"{person}{next(keys)}", inserted)
        if operation:
            apply(blocks, operation)
            done.append(operation)
    return done


def draw_operation(
    draw: st.DrawFn, blocks: MemoryBlocks, kind: str, new: str, inserted: st.SearchStrategy[str]
) -> Operation | None:
    order = [key for key, _ in blocks.items()]
    block = draw(st.sampled_from(order))
    text = blocks.text(block)
    newlines = [at for at, character in enumerate(text) if character == "\n"]
    match kind:
        case "insert":
            return Insert(block, draw(st.integers(0, len(text))), draw(inserted))
        case "delete" if text:
            at = draw(st.integers(0, len(text) - 1))
            return Delete(block, at, draw(st.integers(1, len(text) - at)))
        case "split" if newlines:
            return Split(block, draw(st.sampled_from(newlines)), new)
        case "join":
            before = blocks.before(block)
            return Join(block, before, len(blocks.text(before))) if before is not None else None
        case "move" if len(order) > 1:
            return Move(block, draw(st.sampled_from([key for key in [None, *order] if key != block])))
    return None


def after(start: MemoryBlocks, *done: list[Operation]) -> MemoryBlocks:
    for operations in done:
        for operation in operations:
            apply(start, operation)
    return start
