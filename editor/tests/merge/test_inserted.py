from hypothesis import given
from hypothesis import strategies as st

from editor.merge import MemoryBlocks, apply_all, inserted

from .histories import START, histories

MINE = "XYZ"  # in no text that is there before


@given(histories("k", most=12, inserted=st.text(MINE, min_size=1, max_size=3)))
def test_it_is_found_wherever_it_is_by_then(history: list) -> None:  # type: ignore[type-arg]
    blocks = MemoryBlocks(START)
    apply_all(blocks, history)
    found = [blocks.text(block)[start:end] for block, start, end in inserted(history)]
    assert sorted("".join(found)) == sorted(
        character for _, text in blocks.items() for character in text if character in MINE
    )
