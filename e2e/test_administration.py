"""An administrator's pages, as they are deployed, under the content policy; and what they do to those who write."""

from collections.abc import Callable

import pytest

from e2e.people import Arrive
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accounts import PASSWORD, address, comes_to, fill

pytestmark = pytest.mark.any_engine

PAGES = [
    *("", "now/", "editor/document/", "accounts/user/", "accounts/user/add/"),
    *("auth/group/", "auth/group/add/", "sharing/grant/", "sharing/link/"),
]
CHOOSE = "(name) => { document.querySelector('select[name=action]').value = name; }"
MESSAGES = "() => document.querySelector('.messagelist')?.innerText ?? ''"
BUTTONS = "() => document.querySelector('#content .submit-row')?.innerText.trim() ?? ''"
NOTICED = "() => document.querySelector('#notices').innerText.trim().split(/[,.]/)[0]"
MAKE = "from editor.accounts.models import User; User.objects.create_superuser"


def test_an_administrator_locks_a_document_and_shuts_somebody_out(
    person: Arrive, seat: Callable[[], Seat], server: Server, room: str
) -> None:
    ada = person("Ada", room)
    ada.seat.goto(f"{server.url}/accounts/signup/?next=/document/{room}/")
    fill(ada.seat, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(ada.seat, f"{server.url}/document/{room}/")
    ada.comes()
    ada.click_block(0)
    ada.write("Notes")
    ada.settled()

    root = administrator(seat(), server, room)
    for page in PAGES:
        root.goto(f"{server.url}/admin/{page}")
        assert root.text("#site-name") == "Longhand: administration"
    root.goto(f"{server.url}/admin/now/")
    assert room in root.text("#content table")

    documents = f"{server.url}/admin/editor/document/?q={room}"
    act(root, documents, "lock", "Locked: 1 document.")
    ada.waits_for(NOTICED, "You can still read this document")
    act(root, documents, "unlock", "Unlocked: 1 document.")
    ada.seat.reload()
    ada.comes()
    ada.settled()
    act(
        root,
        f"{server.url}/admin/accounts/user/?q={address(room)}&is_staff__exact=0",
        "shut_out",
        "Shut out: 1 person.",
    )
    ada.waits_for(NOTICED, "This document is not shared with you any more")
    assert root.trouble() == []


def test_an_administrator_looks_closely_and_erases_somebody(
    seat: Callable[[], Seat], server: Server, room: str
) -> None:
    server.manage(f"""shell -v 0 -c "{MAKE.replace("superuser", "user")}('{address(room)}', '{PASSWORD}')" """)
    root = administrator(seat(), server, room)
    root.goto(f"{server.url}/admin/accounts/user/?q={address(room)}&is_staff__exact=0")
    root.click("#result_list tbody th a")
    root.wait_until(lambda: "/change/" in root.address(), root.address)
    root.click(".object-tools a[href$='/erase/']")
    root.wait_until(lambda: root.address().endswith("/erase/"), root.address)
    root.click("#content input[name=confirmed]")
    root.wait_until(lambda: "They are erased." in root.js(MESSAGES), root.address)
    assert root.trouble() == []


def test_a_document_is_deleted_for_good(person: Arrive, seat: Callable[[], Seat], server: Server, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("Notes")
    ada.settled()
    root = administrator(seat(), server, room)
    documents = f"{server.url}/admin/editor/document/?q={room}"
    root.goto(documents)
    root.click("#result_list tbody th a")
    root.wait_until(lambda: root.js(BUTTONS) == "Close", lambda: f"nothing to save, but {root.js(BUTTONS)}")
    choose(root, documents, "remove")
    root.click("#content input[name=confirmed]")
    root.wait_until(lambda: "Deleted: 1 document." in root.js(MESSAGES), root.address)
    ada.waits_for(NOTICED, "This document is not shared with you any more")
    ada.is_shown("stopped")
    assert ada.text() == "Notes", "what is on the page stays there"
    assert server.markdown(room) == ""
    assert root.trouble() == []


def administrator(seat: Seat, server: Server, room: str) -> Seat:
    """Who has signed in."""
    root = f"root-{address(room)}"
    server.manage(f"""shell -v 0 -c "{MAKE}('{root}', '{PASSWORD}')" """)
    seat.goto(f"{server.url}/admin/")
    fill(seat, {"#id_login": root, "#id_password": PASSWORD})
    comes_to(seat, f"{server.url}/admin/")
    return seat


def act(root: Seat, page: str, action: str, answer: str) -> None:
    """With all rows of that list."""
    choose(root, page, action)
    root.wait_until(lambda: answer in root.js(MESSAGES), lambda: f"{answer}, but {root.js(MESSAGES)}")


def choose(root: Seat, page: str, action: str) -> None:
    root.goto(page)
    root.click("#action-toggle")
    root.js(CHOOSE, action)
    root.click("#changelist-form button[name=index]")
