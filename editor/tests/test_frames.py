"""A frame as it stands on the line is what an implementation of RFC 6455 reads."""

from collections.abc import Sequence

import pytest
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as Read
from websockets.frames import Opcode
from websockets.streams import StreamReader

from editor.frames import SHORT, Frame

LENGTHS = (0, 1, 125, 126, SHORT - 1, SHORT, 65535, 65536, 200_000)


@pytest.mark.parametrize("length", LENGTHS)
def test_it_is_read_as_the_text(length: int) -> None:
    text = some_text(length)
    assert read(Frame(text).encoded) == Read(Opcode.TEXT, text.encode())


@pytest.mark.parametrize("length", LENGTHS)
def test_compressed_it_is_read_as_the_text_whatever_was_before_it(length: int) -> None:
    text = some_text(length)
    line = PerMessageDeflate(True, True, 15, 15)
    for _ in range(2):
        frame = read(Frame(text).compressed, [line])
        assert (frame.opcode, bytes(frame.data).decode()) == (Opcode.TEXT, text)


def test_a_long_one_takes_much_less_when_compressed() -> None:
    text = "".join(f'<section class="block" id="b-{number}">{number}</section>' for number in range(1_000))
    assert len(Frame(text).compressed) < len(Frame(text).encoded) / 4


def some_text(length: int) -> str:
    return "é" * (length // 2) + "x" * (length % 2)


def read(line: bytes, extensions: Sequence[Extension] = ()) -> Read:
    """The one frame that is on it."""
    reader = StreamReader()
    reader.feed_data(line)
    parsing = Read.parse(reader.read_exact, mask=False, extensions=extensions)
    with pytest.raises(StopIteration) as done:
        next(parsing)
    assert not reader.buffer
    frame: Read = done.value.value
    return frame
