"""The pages of the library, and the buttons in them."""

import pytest
from django.http import HttpResponse
from django.test import Client

from editor.library.models import Entry, Template
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant

from ..elements import Element, parse
from .people import as_guest, as_visitor, guest, signed_in, user, write

pytestmark = pytest.mark.django_db(transaction=True)

HTMX = {"HX-Request": "true"}


def page(browser: Client, address: str = "/documents/") -> Element:
    answer = browser.get(address)
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
    return parse(answer.content.decode())


def titles(element: Element) -> list[str]:
    return [each.text().strip() for each in element.all() if each.attributes.get("class") == "title"]


def buttons(element: Element) -> set[str]:
    return {each.attributes.get("name") or "" for each in element.one(id="shelf").all() if each.tag == "button"}


def test_the_page_has_what_is_mine_and_says_so_if_it_is_nothing() -> None:
    ada = guest("ada")
    assert "What you write is kept here" in page(ada).text()
    write("A <b> title", by=as_guest("ada"))
    write("Not hers", by=as_guest("boris"))
    assert titles(page(ada)) == ["A <b> title"]
    assert titles(page(Client())) == []


@pytest.mark.parametrize("section", ["recent", "shared", "favourites", "templates", "trash"])
def test_each_empty_list_says_what_it_is_for(section: str) -> None:
    shown = page(signed_in(user("Ada")), f"/documents/{section}/")
    assert len(shown.one(cls="empty").text().strip()) > 10
    (current,) = [each for each in shown.all() if each.attributes.get("aria-current") == "page"]
    assert current.attributes["href"] == f"/documents/{section}/"


def test_guests_are_not_shown_what_needs_an_account() -> None:
    assert guest("ada").get("/documents/favourites/").status_code == 404
    document = write(by=as_guest("ada"))
    assert buttons(page(guest("ada"))) == {"template", "trash"}
    assert guest("ada").post("/documents/do", {"favour": document.room}).status_code == 404


def test_with_htmx_a_list_comes_alone() -> None:
    write("Plans", by=as_guest("ada"))
    answer = guest("ada").get("/documents/", headers=HTMX)
    assert isinstance(answer, HttpResponse)
    (shelf,) = parse(answer.content.decode()).elements
    assert shelf.id == "shelf"
    assert titles(shelf) == ["Plans"]


def test_buttons_do_what_they_say_and_lead_back_to_the_list() -> None:
    ada = user("Ada")
    browser, document = signed_in(ada), write("Plans", by=as_visitor(ada), room="plans")
    back = "/documents/recent/?page=2"

    def press(name: str) -> None:
        answer = browser.post("/documents/do", {"back": back, name: "plans"})
        assert (answer.status_code, answer["Location"]) == (303, back)
        document.refresh_from_db()

    press("favour")
    assert Entry.objects.get().is_favourite
    press("disfavour")
    assert not Entry.objects.get().is_favourite
    press("template")
    assert Template.objects.count() == 1
    press("no-template")
    assert not Template.objects.exists()
    press("trash")
    assert document.trashed_at
    assert titles(page(browser, "/documents/trash/")) == ["Plans"]
    press("restore")
    assert not document.trashed_at
    press("trash")
    browser.post("/documents/do", {"remove": "plans"})
    assert not Document.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.org/", "//evil.org/", "/document/x/", "", "/documents/\r\nX: y"])
def test_buttons_lead_nowhere_else(back: str) -> None:
    write(by=as_guest("ada"), room="plans")
    answer = guest("ada").post("/documents/do", {"back": back, "trash": "plans"})
    assert (answer.status_code, answer["Location"]) == (303, "/documents/")


@pytest.mark.parametrize("name", ["trash", "restore", "remove", "template", "no-template"])
def test_what_is_its_owners_to_do_nobody_else_can(name: str) -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write(by=as_visitor(ada), room="plans")
    Grant.objects.create(document=document, user=boris, role=Role.EDITOR)
    if name in ("restore", "remove"):
        signed_in(ada).post("/documents/do", {"trash": "plans"})
    before = Document.objects.values().get()
    for browser in (signed_in(boris), guest("boris"), Client()):
        assert browser.post("/documents/do", {name: "plans"}).status_code == 404
    assert Document.objects.values().get() == before
    assert not Template.objects.exists()


def test_a_favourite_may_be_anything_that_one_can_open_and_nothing_else() -> None:
    ada, boris = user("Ada"), user("Boris")
    write(by=as_visitor(boris), room="open")
    secret = write("Secret", by=as_visitor(boris), room="secret")
    Document.objects.filter(pk=secret.pk).update(open_to=Document.Audience.NAMED)
    assert signed_in(ada).post("/documents/do", {"favour": "open"}).status_code == 303
    for room in ("secret", "missing"):
        assert signed_in(ada).post("/documents/do", {"favour": room}).status_code == 404
    assert [entry.document.room for entry in Entry.objects.all()] == ["open"]
    Document.objects.update(open_to=Document.Audience.NAMED)
    assert titles(page(signed_in(ada), "/documents/favourites/")) == []


def test_buttons_need_a_token_of_the_page() -> None:
    assert Client(enforce_csrf_checks=True).post("/documents/do", {"trash": "x"}).status_code == 403
    assert Client().post("/documents/do", {}).status_code == 404
    assert Client().get("/documents/do").status_code == 405


def test_who_shares_a_document_is_named() -> None:
    ada, boris = user("Ada"), user("Boris")
    Grant.objects.create(document=write(by=as_visitor(boris)), user=ada, role=Role.VIEWER)
    assert "by Boris" in page(signed_in(ada), "/documents/shared/").one(cls="about").text()
