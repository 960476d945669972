from itertools import count
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.merge import Change, Delete, Insert, Join, Kind, MemoryBlocks, Operation, apply_all, new_borders, undo

from .histories import START, TEXTS, draw_operation


class Log:
    """A document as a server keeps it: newlines become borders, and undo comes from the log."""

    def __init__(self) -> None:
        self.blocks, self.changes, self.keys = MemoryBlocks(START), list[Change](), (f"n{i}" for i in count())

    def edit(self, person: str, *operations: Operation) -> None:
        self.record(person, "edit", list(operations))

    def undo(self, person: str, kind: Kind = "undo") -> None:
        assert kind != "edit"
        self.record(person, kind, undo(reversed(self.changes), person, kind))

    def record(self, person: str, kind: Kind, operations: list[Operation]) -> None:
        inverse = apply_all(self.blocks, operations)
        if kind == "edit":
            splits = new_borders(self.blocks, operations, self.keys)
            inverse = [*apply_all(self.blocks, splits), *inverse]
            operations = [*operations, *splits]
        self.changes.append(Change(person, kind, operations, inverse))


@settings(max_examples=500)
@given(st.data(), st.integers(1, 6))
def test_alone_undoing_all_restores_the_start_and_redoing_all_the_end(data: st.DataObject, edits: int) -> None:
    log = Log()
    for i in range(edits):
        kind = data.draw(st.sampled_from(["insert", "delete", "join", "move"]))
        operation = draw_operation(cast(st.DrawFn, data.draw), log.blocks, kind, f"k{i}", TEXTS)
        log.edit("me", *[operation] if operation else [])
    end, undoable = log.blocks.items(), sum(bool(change.inverse) for change in log.changes)
    for _ in range(undoable):
        log.undo("me")
    assert log.blocks.items() == list(START)
    for _ in range(undoable):
        log.undo("me", "redo")
    assert log.blocks.items() == end


@settings(max_examples=1000)
@given(st.data(), st.integers(2, 8))
def test_undoing_all_of_mine_leaves_all_of_theirs(data: st.DataObject, edits: int) -> None:
    log, wrote = Log(), {"me": 0, "you": 0}
    for _ in range(edits):
        person = data.draw(st.sampled_from(["me", "you"]))
        key, text = data.draw(st.sampled_from(log.blocks.items()))
        before = log.blocks.before(key)
        if person == "me" and before and data.draw(st.booleans()):
            log.edit("me", Join(key, before, len(log.blocks.text(before))))
            continue
        letter = chr((0x100 if person == "me" else 0x200) + wrote[person])
        wrote[person] += 1
        typed = f"{letter}\n{letter}" if person == "me" and data.draw(st.booleans()) else letter
        log.edit(person, Insert(key, data.draw(st.integers(0, len(text))), typed))
    for _ in range(edits + 1):
        log.undo("me")
    left = "\n".join(text for _, text in log.blocks.items())
    assert not [c for c in left if 0x100 <= ord(c) < 0x200]
    assert len([c for c in left if 0x200 <= ord(c) < 0x300]) == wrote["you"]
    assert "".join(c for c in left if not 0x200 <= ord(c) < 0x300) == "\n".join(text for _, text in START)


def test_nothing_to_undo_is_nothing() -> None:
    log = Log()
    log.edit("you", Insert("A", 0, "x"))
    assert undo(reversed(log.changes), "me", "undo") == []
    assert undo(reversed(log.changes), "you", "redo") == []


def test_no_more_of_the_log_is_read_than_matters() -> None:
    log = Log()
    for _ in range(50):
        log.edit("me", Insert("A", 0, "x"))
        log.edit("you", Insert("B", 0, "y"))
    log.undo("me")
    log.undo("me")
    left = reversed(log.changes)
    assert undo(left, "me", "undo") == [Delete("A", 0, 1)]
    assert len(list(left)) == 2 * 47, "his last edits and her last two, which are undone, and the one before"
    left = reversed(log.changes)
    assert undo(left, "me", "redo") == [Insert("A", 0, "x")]
    assert len(list(left)) == 2 * 50 + 1, "the last undo"
