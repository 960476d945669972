"""Hostile documents: nothing that anybody writes runs, in the product and even where no policy for content holds it."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from e2e.people import Arrive
from e2e.seats import Seat
from editor.markdown import to_html
from editor.markdown.sanitiser import clean
from editor.tests.payloads import HTML, LINKS, PLACES, TEX, raw, texts

PICTURE_FROM_ELSEWHERE = re.compile(r'src="(https?:)?//')  # one may show it; a test asks nobody outside for it

# Everything is put in as htmx does it, and again after it was written out: what mutates does so then.
PAGE = """<!doctype html><meta charset="utf-8"><title>Payloads</title><main></main><script>
window.ran = [];
window.alert = window.confirm = window.prompt = (...words) => ran.push(String(words));
for (const html of %s) {
    const place = document.createElement("div");
    document.querySelector("main").append(place);
    for (const markup of [() => html, () => place.innerHTML, () => place.innerHTML]) {
        place.innerHTML = markup();
        for (const image of place.querySelectorAll("img")) image.loading = "eager";
    }
}
addEventListener("click", (event) => event.preventDefault()); // where links lead is read, not tried
for (const each of document.querySelectorAll("main *")) {
    for (const type of ["mouseover", "click"]) {
        each.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
    }
}
</script>"""
LOADED = "() => [...document.images].every((image) => image.complete)"
RAN = "() => window.ran"
# What acts, by the browser's own reading of the page
ACTIVE = """(within) => [...document.querySelectorAll(`${within} *`)].filter((each) =>
    /^(script|style|iframe|object|embed|base|meta|link|form|template|svg|audio|video)$/i.test(each.localName)
    || [...each.attributes].some(({ name }) => /^(on|hx-|data-hx-|ws-|style$|srcdoc$|xlink:|formaction$)/i.test(name))
    || !["", ":", "http:", "https:", "mailto:", undefined].includes(each.protocol)
).map((each) => each.outerHTML)"""
ELSEWHERE = """() => performance.getEntriesByType("resource").map(({ name }) => name)
    .filter((name) => new URL(name).origin !== location.origin)"""


@pytest.fixture
def unprotected() -> Iterator[Callable[[str], str]]:
    """Serves a page without any policy for content, and returns its address. Whatever else is asked for is empty."""
    pages: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if self.path == "/page":
                self.wfile.write(pages[0].encode())

        def log_message(self, *_: object) -> None:
            pass

    def serve(page: str) -> str:
        pages.append(page)
        return f"http://127.0.0.1:{server.server_port}/page"

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield serve
        server.shutdown()
        thread.join()


def test_the_page_notices_what_runs(seat: Callable[[], Seat], unprotected: Callable[[str], str]) -> None:
    page = seat()
    page.goto(unprotected(PAGE % json.dumps(["<img src=x onerror=alert(1)>", "<p onclick=alert(2)><svg></svg></p>"])))
    page.wait_until(lambda: sorted(page.js(RAN)).count("1") >= 3 and "2" in page.js(RAN), lambda: str(page.js(RAN)))
    assert len(page.js(ACTIVE, "main")) == 3


def test_rendered_payloads_do_not_run(seat: Callable[[], Seat], unprotected: Callable[[str], str]) -> None:
    written = [*map(to_html, texts()), *map(clean, raw())]
    rendered = [html for html in written if not PICTURE_FROM_ELSEWHERE.search(html)]
    page = seat()
    page.goto(unprotected(PAGE % json.dumps(rendered).replace("<", "\\u003c")))
    page.wait_until(lambda: page.js(LOADED), lambda: "pictures are still loading")
    assert page.count("main > div") == len(rendered)
    assert page.js(RAN) == []
    assert page.js(ACTIVE, "main") == []
    assert page.js(ELSEWHERE) == []


WRITE = """async (ops) => {
    const edit = { type: "edit", seq: 1, base: 0, ops };
    return (await fetch("edits?client=payloads&since=0", { method: "POST", body: JSON.stringify(edit) })).status;
}"""


def test_a_document_of_payloads_is_a_document(person: Arrive, room: str) -> None:
    """Written, read and swapped in. That no script tried to run is checked of every page: its policy would tell."""
    places = [place for place in [*PLACES, *LINKS] if "![" not in place or place == LINKS[3]]
    written = [places[n % len(places)].replace("{}", payload) for n, payload in enumerate([*HTML, *TEX])]
    ada, eve = person("Ada", room), person("Eve", room)
    text = "\n".join(each for each in written if "src=" not in to_html(each))
    assert eve.seat.js(WRITE, [["ins", "1", 0, text]]) == 200
    for one in (ada, eve):
        one.waits_for("() => document.querySelector('#sync').dataset.revision", "1")
    assert len(ada.blocks()) > len(HTML)
    for page in (ada.seat, eve.seat):
        assert page.js(ACTIVE, "#blocks") == []
        assert page.js(ELSEWHERE) == []
    ada.comes()
    assert ada.seat.js(ACTIVE, "#blocks") == []
