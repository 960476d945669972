"""What the server sends, read from outside: the first element of each frame, and the partials behind it."""

import json
from dataclasses import dataclass
from typing import Any

from ..elements import Element, parse

# What a frame may bring that is no text
BESIDE = """
    title page-title presence you carets notices headings counts waiting comment-number
""".split()  # noqa: SIM905

Operation = list[Any]
Blocks = dict[str, str]  # in the order of the document


@dataclass(frozen=True)
class Change:
    rev: int
    by: str
    seq: int
    ops: list[Operation]
    then: list[Operation]
    caret: list[Any] | None = None  # where the server has put its client's


@dataclass(frozen=True)
class Frame:
    revision: int
    changes: list[Change]
    refused: dict[str, Any] | None
    reset: bool
    settled: int | None  # after a reset: the last edit of this client that is in the text
    partials: list[Element]

    @property
    def is_heartbeat(self) -> bool:
        """Nothing new, and nothing to draw."""
        return not (self.changes or self.refused or self.reset or self.partials)

    @property
    def is_of_people(self) -> bool:
        """Nothing but who is here and where."""
        return bool(self.partials) and set(self.ids) <= {"presence", "you", "carets"}

    @property
    def ids(self) -> list[str]:
        return [partial.id for partial in self.partials]


def read_frame(html: str) -> Frame:
    sync, *partials = parse(html.strip()).elements
    attributes = sync.attributes
    assert (sync.tag, sync.id, attributes.get("hx-swap-oob")) == ("i", "sync", "true"), "every frame begins with #sync"
    assert "hidden" in attributes
    assert all("hx-swap-oob" in partial.attributes for partial in partials), "everything is swapped out of band"
    return Frame(
        revision=int(attributes["data-revision"] or ""),
        changes=[Change(**change) for change in json.loads(attributes["data-changes"] or "")],
        refused=json.loads(attributes.get("data-refused") or "null"),
        reset="data-reset" in attributes,
        settled=int(attributes["data-settled"] or "") if "data-settled" in attributes else None,
        partials=partials,
    )


def read_page(html: str) -> tuple[int, Blocks]:
    """The revision and the blocks that a page shows: where a client starts."""
    editor = parse(html).one(id="editor")
    assert (editor.attributes.get("ws-connect") or "").startswith("/ws/editor/")
    return int(editor.one(id="sync").attributes["data-revision"] or ""), _sections(editor.one(id="blocks"))


def swapped(blocks: Blocks, frame: Frame) -> Blocks:
    """The blocks on the page after htmx has swapped the partials in, one after another."""
    for partial in frame.partials:
        swap = partial.attributes["hx-swap-oob"] or ""
        if partial.tag == "section":
            key = _key(partial)
            assert key in blocks, f"{key} is not on the page"
            if swap == "delete":
                blocks = {other: text for other, text in blocks.items() if other != key}
            else:
                blocks = blocks | {key: _source(partial)}
        elif partial.id == "blocks":
            assert frame.reset
            blocks = _sections(partial)
        elif swap == "afterbegin:#blocks":
            blocks = put_after(blocks, None, _sections(partial))
        elif swap.startswith("afterend:#b-"):
            blocks = put_after(blocks, swap.removeprefix("afterend:#b-"), _sections(partial))
        else:
            assert partial.id in BESIDE, f"what is {partial}?"
    return blocks


def done(blocks: Blocks, operation: Operation) -> Blocks:
    """The blocks after an operation, by the table of operations in the contract."""
    match operation:
        case ["ins", key, at, text]:
            assert at <= len(blocks[key])
            return blocks | {key: blocks[key][:at] + text + blocks[key][at:]}
        case ["del", key, at, count]:
            assert at + count <= len(blocks[key])
            return blocks | {key: blocks[key][:at] + blocks[key][at + count :]}
        case ["split", key, at, new]:
            text = blocks[key]
            assert text[at] == "\n"
            return put_after(blocks | {key: text[:at]}, key, {new: text[at + 1 :]})
        case ["join", key, into, at]:
            assert at == len(blocks[into])
            joined = blocks | {into: f"{blocks[into]}\n{blocks[key]}"}
            return {other: text for other, text in joined.items() if other != key}
        case ["move", key, after]:
            others = {other: text for other, text in blocks.items() if other != key}
            return put_after(others, after, {key: blocks[key]})
    raise AssertionError(f"{operation} is no operation")


def put_after(blocks: Blocks, before: str | None, new: Blocks) -> Blocks:
    assert not blocks.keys() & new.keys(), "a block stands on the page twice"
    if before is None:
        return new | blocks
    keys = list(blocks)
    at = keys.index(before) + 1
    return {key: (blocks | new)[key] for key in [*keys[:at], *new, *keys[at:]]}


def _sections(element: Element) -> Blocks:
    return {_key(each): _source(each) for each in element.all() if each.tag == "section"}


def _key(section: Element) -> str:
    assert section.id.startswith("b-")
    return section.id.removeprefix("b-")


def _source(section: Element) -> str:
    section.one(cls="rendered")
    return section.one("textarea", cls="source").text().removeprefix("\n")
