"""Files are pasted, and dropped on the text."""

import base64

from e2e.people import Arrive, Person
from e2e.test_files import NOTICES, SHOWN, png

HAPPENS = """(type, n, files) => {
    const data = new DataTransfer(), target = document.querySelectorAll("#blocks .block")[n];
    for (const [name, content, size] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt());
        data.items.add(new File([bytes, new Uint8Array(size)], name, { type: "image/png" }));
    }
    for (const each of type === "paste" ? ["paste"] : ["dragover", "drop"]) {
        const event = new Event(each, { bubbles: true, cancelable: true });
        for (const name of ["clipboardData", "dataTransfer"]) Object.defineProperty(event, name, { value: data });
        const on = type === "paste" ? document.activeElement : target.querySelector(".rendered");
        if (on.dispatchEvent(event)) throw new Error(`the page leaves the ${each} to the browser`);
    }
}"""
CONTENT = base64.b64encode(png()).decode()


def happens(one: Person, what: str, n: int, *names: str, larger: int = 0) -> None:
    one.seat.js(HAPPENS, what, n, [[name, CONTENT, larger] for name in names])


def test_a_pasted_picture_stands_below_the_caret_for_both(person: Arrive, room: str) -> None:
    ada, bob = person("Ada", room), person("Bob", room)
    ada.click_block(0)
    ada.write("one\ntwo")
    ada.settled()
    ada.click_before("one")
    happens(ada, "paste", 0, "pasted.png")
    for each in (ada, bob):
        each.waits_for(SHOWN, ["one", "pasted.png", "two"])
    ada.write("!")
    bob.waits_for(SHOWN, ["!one", "pasted.png", "two"])
    happens(ada, "paste", 0, "large.png", larger=10 << 20)
    ada.waits_for(NOTICES, ["“large.png” is 10.1 MB; at most 10 MB can be added here."])


def test_dropped_pictures_stand_where_they_were_dropped(person: Arrive, room: str) -> None:
    ada, bob = person("Ada", room), person("Bob", room)
    ada.click_block(0)
    ada.write("one\ntwo\nthree")
    ada.settled()
    bob.sees("three")
    bob.click_before("two", 1)
    happens(ada, "drop", 1, "a.png", "b.png")
    bob.write("> ")
    for each in (ada, bob):
        each.waits_for(SHOWN, ["one", "two", "a.png", "b.png", "three"])
    bob.has_caret("> |two")
