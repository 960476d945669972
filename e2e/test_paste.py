"""What is pasted arrives as blocks, for everyone."""

from e2e.people import Arrive, Person, Stored, agree

PASTE = """(plain, html) => {
    const data = new DataTransfer();
    data.setData("text/plain", plain);
    if (html) data.setData("text/html", html);
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: data }); // which Firefox does not let one construct
    if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, plain);
}"""


def paste(person: Person, plain: str, html: str = "") -> None:
    person.seat.js(PASTE, plain, html)


def test_paragraphs_become_blocks(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("before after")
    ada.press("ArrowLeft", times=len("after"))
    paste(ada, "first\nstill first\n\n# second\n\nthird ")
    ada.write("!")
    boris.sees("after")
    assert agree(room, stored, ada, boris) == ["before first\nstill first", "# second", "third !after"]
    ada.press("Control", "z")
    ada.press("Control", "z")
    ada.has_blocks("before after")


def test_words_are_pasted_where_one_stands(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("a ")
    paste(ada, "few words")
    assert agree(room, stored, ada) == ["a few words"]


def test_html_becomes_markdown(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    paste(ada, "Title one two", "<h2>Title</h2><p>one <b>two</b></p><script>alert(1)</script>")
    assert agree(room, stored, ada) == ["## Title", "one **two**"]


def test_a_link_on_a_selection_links_it(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("see this")
    for _ in "this":
        ada.press("Shift", "ArrowLeft")
    paste(ada, "https://a.example/")
    assert agree(room, stored, ada) == ["see [this](https://a.example/)"]


def test_a_long_text_arrives_whole(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    paragraphs = [f"Paragraph {number}. " + "All of it arrives. " * 12 for number in range(1_000)]
    paste(ada, "\n\n".join(paragraphs))
    ada.settled()
    assert [block.strip() for block in agree(room, stored, ada, boris)] == [each.strip() for each in paragraphs]
