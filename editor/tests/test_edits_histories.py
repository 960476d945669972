"""Laws of every history, whoever wrote what on which revision."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.merge import MemoryBlocks, apply_all, decode
from editor.models import FIRST_BLOCK, Change, Document

from .histories import new_room, write_history

pytestmark = pytest.mark.django_db


@settings(max_examples=60)
@given(st.data())
def test_the_log_is_the_truth(data: st.DataObject) -> None:
    """No edit that fits its base is refused, and replaying what was stored of each gives the blocks."""
    room = new_room()
    pages = write_history(data, room)

    replayed = MemoryBlocks([(FIRST_BLOCK, "")])
    changes = list(Change.objects.filter(document__room=room).order_by("revision"))
    for change, page in zip(changes, pages[1:], strict=True):
        apply_all(replayed, [decode(raw) for raw in [*change.operations, *change.additions]])
        assert replayed.items() == page, change.revision

    assert Document.objects.get(room=room).size == len("\n".join(text for _, text in pages[-1]))
    for change, page in zip(reversed(changes), reversed(pages[:-1]), strict=True):
        apply_all(replayed, [decode(raw) for raw in change.inverse])
        assert replayed.items() == page, f"undoing {change.revision}"
