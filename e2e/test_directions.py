"""Each block goes in the direction of its script, with its handle and pen on the side where it begins."""

from e2e.people import Arrive

HEBREW = "\u05e9\u05dc\u05d5\u05dd"
SIDES = """() => [...document.querySelectorAll("#blocks .block")].map((block) => {
    const text = block.querySelector(".rendered").getBoundingClientRect(), handle = block.querySelector("a");
    const { right } = handle.getBoundingClientRect();
    return right <= text.left ? "left" : right > text.right ? "right" : "inside";
})"""
BEGINS = """() => getComputedStyle(document.querySelector("#blocks .rendered > :last-child")).direction"""


def test_the_handle_is_where_the_text_begins(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write(f"{HEBREW}\nwords\n{HEBREW} words")
    ada.has_caret(f"{HEBREW} words|")
    ada.waits_for(SIDES, ["right", "left", "right"])


WORD_ENDS = """() => {
    const title = document.querySelector("#blocks .title"), word = document.createRange();
    word.selectNodeContents(title);
    return word.getBoundingClientRect().right === title.getBoundingClientRect().right;
}"""


def test_the_word_above_a_callout_is_where_its_text_begins(person: Arrive, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.insert(f"> [!NOTE]\n> {HEBREW}")
    ada.sees(HEBREW)
    ada.press("Escape")
    ada.settled()
    ada.waits_for(WORD_ENDS, True)


KINDS = (
    (f"# {HEBREW} words", "rtl"),
    (f"- [ ] {HEBREW}", "rtl"),
    (f"> {HEBREW}", "rtl"),
    (f"| {HEBREW} |\n|---|", "rtl"),
    (f"> [!NOTE]\n> {HEBREW}", "rtl"),
    (f"```\n# {HEBREW}\n```", "ltr"),
    (f"words {HEBREW}", "ltr"),
)


def test_every_kind_has_a_direction(person: Arrive, room: str) -> None:
    seat = person("Ada", room).seat
    for number, (text, direction) in enumerate(KINDS):
        ada = person("Ada", f"{room}-{number}", at=seat)
        ada.click_block(0)
        ada.insert(text)
        ada.sees(HEBREW)
        ada.settled()
        ada.waits_for(BEGINS, direction)
