"""What it takes to come to a document that is there already, in time and in bytes."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from websockets.sync.client import connect

from benchmarks.correspondent import correspondent
from benchmarks.manuscript import manuscript
from benchmarks.report import Row, Table
from benchmarks.served import Served, served

SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000, "5 MB": 5_000_000}  # of Markdown
TIMES = 5
PATIENCE = 120  # seconds
SHORTEST = 20  # characters of a block, on average

MEANING = f"""\
Page: the whole document as HTML, of a server that has just started and then the median of {TIMES}. Its first text is
there before the rest, here of a server that has just started too. Socket: from
connecting until the first frame is here, for a page that is up to date and for one that has to be given all."""


def joining() -> Table:
    with served("sqlite") as [server]:
        rows = [_row(server, name, size) for name, size in SIZES.items()]
    return Table("Joining, by the size of the document", MEANING, rows)


def _row(server: Served, name: str, size: int) -> Row:
    server.start()
    room = f"joining-{size}"
    texts = _texts(size)
    with correspondent(server.url, room) as author:
        author.fill(texts)
        revision = author.revision
    page = f"{server.url}/document/{room}/"
    server.restart()
    text, _ = _timed(lambda: _first_text(page))
    server.restart()
    first, _ = _timed(lambda: urlopen(page, timeout=PATIENCE).read())
    again, html = _median(lambda: urlopen(page, timeout=PATIENCE).read())
    current, frame = _median(lambda: _first_frame(server, room, revision))
    reset, whole = _median(lambda: _first_frame(server, room, revision + 1))
    assert b" data-reset" in whole[:400]
    return {
        "Markdown": name,
        "blocks": len(texts),
        "first text ms": text,
        "page ms, first": first,
        "page ms": again,
        "page KB": len(html) / 1e3,
        "socket ms": current,
        "frame KB": len(frame) / 1e3,
        "socket with reset ms": reset,
        "frame with reset KB": len(whole) / 1e3,
    }


def _texts(size: int) -> list[str]:
    texts, length = [], 0
    for text in manuscript(size // SHORTEST + 1):
        texts.append(text)
        length += len(text) + 2
        if length >= size:
            break
    return texts


def _first_text(page: str) -> bytes:
    """What comes until the first block is there."""
    with urlopen(page, timeout=PATIENCE) as answer:
        come = b""
        while b"</section>" not in come:
            part = answer.read1()
            assert part, "no text has come"
            come += part
        return come


def _first_frame(server: Served, room: str, since: int) -> bytes:
    address = f"{server.url.replace('http', 'ws')}/ws/editor/{room}/?client=newcomer&since={since}"
    with connect(address, max_size=None, compression=None) as socket:
        return socket.recv(PATIENCE, decode=False)


def _median(do: Callable[[], bytes]) -> tuple[float, bytes]:
    runs = [_timed(do) for _ in range(TIMES)]
    return median(took for took, _ in runs), runs[0][1]


def _timed(do: Callable[[], bytes]) -> tuple[float, bytes]:
    start = perf_counter()
    result = do()
    return 1000 * (perf_counter() - start), result
