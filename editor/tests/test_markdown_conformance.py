"""The examples of the specifications: the library renders them as they say, and a block shows what the library renders.

What a block leaves out is what sanitising must remove, and it is taken from the library's rendering here by other means
than the sanitiser. Nothing else may differ.
"""

import json
import re
from pathlib import Path
from typing import TypedDict

import pytest
from comrak import ExtensionOptions, RenderOptions, render_markdown

from editor.markdown import to_html

from .elements import Element, parse
from .test_markdown_safety import SCHEMES, scheme


class Example(TypedDict):
    example: int
    section: str
    markdown: str
    html: str


def examples(name: str) -> list[Example]:
    found: list[Example] = json.loads((Path(__file__).parent / f"spec/{name}.json").read_text())
    return found


COMMONMARK = examples("commonmark")
GFM = examples("gfm")
EVERY = [
    pytest.param(each, id=f"{name}-{each['example']}")
    for name, all in (("commonmark", COMMONMARK), ("gfm", GFM))
    for each in all
]

Tree = tuple[str, dict[str, str | None], list["Tree | str"]]


def plain(text: str, *, github: bool = True, unsafe: bool = False) -> str:
    """As the library renders, without anything that is this product's."""
    extensions, rendering = ExtensionOptions(), RenderOptions()
    extensions.table = extensions.strikethrough = extensions.tasklist = extensions.autolink = github
    extensions.tagfilter = github and unsafe
    rendering.unsafe_, rendering.escape = unsafe, not unsafe
    return render_markdown(text, extensions, None, rendering)


@pytest.mark.parametrize("example", COMMONMARK, ids=lambda each: str(each["example"]))
def test_the_library_renders_commonmark(example: Example) -> None:
    assert plain(example["markdown"], github=False, unsafe=True) == example["html"]


@pytest.mark.parametrize("example", GFM, ids=lambda each: str(each["example"]))
def test_the_library_renders_githubs_markdown(example: Example) -> None:
    rendered = plain(example["markdown"], unsafe=True)
    for checked in ("", 'checked="" '):  # the order of attributes is free
        rendered = rendered.replace(
            f'<input type="checkbox" {checked}disabled="" />', f'<input {checked}disabled="" type="checkbox">'
        )
    assert rendered == example["html"]


@pytest.mark.parametrize("example", EVERY)
def test_a_block_is_as_the_library_renders_it(example: Example) -> None:
    text = example["markdown"]
    assert tree(parse(to_html(text).strip())) == tree(parse(plain(text).strip()))


def tree(element: Element) -> Tree:
    """What a reader is shown, in both renderings: without the places in the source, and the sanitiser's additions.

    Tasks can be ticked, so what disables them is left out.
    A picture alone is a figure, and its title stands below as well. Code may be coloured. Headings have names, and
    links lead to them. The sanitiser must remove addresses that lead elsewhere than to pages and letterboxes, and those
    of pictures that are none of the document's.
    """
    children: list[Tree | str] = []
    for child in element.children:
        below = child if isinstance(child, str) else tree(child)
        for each in below[2] if below[0] == "span" else [below]:
            if isinstance(each, str) and children and isinstance(children[-1], str):
                children[-1] += each
            elif each and each[0] != "figcaption":
                children.append(each)
    attributes = {
        name: re.sub("^#h-", "#", value or "") if name == "href" else value
        for name, value in element.attributes.items()
        if name not in {"data-at", "id", "rel", "loading", "decoding", "aria-label", "class", "name", "disabled"}
        and not (name == "href" and scheme(value or "") not in SCHEMES)
        and not (name == "src" and scheme(value or "") not in {"http", "https"})
    }
    return {"figure": "p"}.get(element.tag, element.tag), attributes, children
