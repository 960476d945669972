import re

import pytest

from editor.names import ROOM, new_room


def test_new_names_can_be_read_out_and_differ() -> None:
    names = {new_room() for _ in range(1_000)}
    assert len(names) == 1_000
    for name in names:
        assert re.fullmatch("[a-z2-9]{4}(-[a-z2-9]{4}){3}", name)
        assert not set(name) & set("l1o0"), "nothing that looks like something else"
        assert ROOM.fullmatch(name)


@pytest.mark.parametrize("name", ["a", "A-b_9", "-", "x" * 100])
def test_names_of_rooms(name: str) -> None:
    assert ROOM.fullmatch(name)


@pytest.mark.parametrize("name", ["", "a/b", "a b", "é", "a.md", "a\n", "x" * 101, "٣"])
def test_names_of_no_room(name: str) -> None:
    assert not ROOM.fullmatch(name)
