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
    shelf = element.one(id="shelf")
    return {name for each in shelf.all() if each.tag == "button" and (name := each.attributes.get("name"))}


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
    assert buttons(page(guest("ada"))) == {"duplicate", "template", "trash"}
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


def test_before_a_document_is_deleted_for_ever_it_is_asked() -> None:
    write("Plans", by=as_guest("ada"), room="plans")
    ada = guest("ada")
    assert ada.post("/documents/remove/plans").status_code == 404, "it is not in the trash"
    ada.post("/documents/do", {"trash": "plans"})
    assert "Nothing brings it back" in page(ada, "/documents/remove/plans").text()
    assert Document.objects.exists()
    assert ada.post("/documents/remove/plans")["Location"] == "/documents/trash/"
    assert not Document.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.org/", "//evil.org/", "/document/x/", "", "/documents/\r\nX: y"])
def test_buttons_lead_nowhere_else(back: str) -> None:
    write(by=as_guest("ada"), room="plans")
    answer = guest("ada").post("/documents/do", {"back": back, "trash": "plans"})
    assert (answer.status_code, answer["Location"]) == (303, "/documents/")


@pytest.mark.parametrize("name", ["trash", "restore", "template", "no-template"])
def test_what_is_its_owners_to_do_nobody_else_can(name: str) -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write(by=as_visitor(ada), room="plans")
    Grant.objects.create(document=document, user=boris, role=Role.EDITOR)
    if name == "restore":
        signed_in(ada).post("/documents/do", {"trash": "plans"})
    before = Document.objects.values().get()
    for browser in (signed_in(boris), guest("boris"), Client()):
        assert browser.post("/documents/do", {name: "plans"}).status_code == 404
        assert browser.post("/documents/remove/plans").status_code == 404
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


@pytest.mark.parametrize(("role", "may_copy"), [(Role.COMMENTER, False), (Role.EDITOR, True)])
def test_a_copy_is_offered_to_those_who_may_make_one(role: Role, may_copy: bool) -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write("Plans", by=as_visitor(boris))
    Document.objects.update(open_to=Document.Audience.NAMED)
    Grant.objects.create(document=document, user=ada, role=role)
    for address in ("/documents/shared/", "/documents/?q=plans"):
        assert ("duplicate" in buttons(page(signed_in(ada), address))) is may_copy


def test_who_shares_a_document_is_named() -> None:
    ada, boris = user("Ada"), user("Boris")
    Grant.objects.create(document=write(by=as_visitor(boris)), user=ada, role=Role.VIEWER)
    assert "by Boris" in page(signed_in(ada), "/documents/shared/").one(cls="about").text()


def test_searches_show_what_is_found_and_what_was_looked_for() -> None:
    write("The <mill>", by=as_guest("ada"), text="It turns.")
    write("Else", by=as_guest("ada"))
    shown = page(guest("ada"), "/documents/?q=MILL+%22")
    assert titles(shown) == ["The <mill>"]
    assert [each.text() for each in shown.all() if each.tag == "mark"] == ["mill"]
    assert shown.one(cls="said").text() == "1 document found."
    assert shown.one("input", id="q").attributes["value"] == 'MILL "'
    nothing = page(guest("ada"), "/documents/?q=%22%3Cb%3E")
    assert nothing.one(cls="said").text() == 'Nothing found for “"<b>”.'
    assert "empty" not in [each.attributes.get("class") for each in nothing.all()]


def test_buttons_among_what_is_found_lead_back_to_it() -> None:
    write("The mill", by=as_guest("ada"), room="mill")
    shown = page(guest("ada"), "/documents/?q=the+mill")
    (back,) = [each.attributes["value"] for each in shown.all() if each.attributes.get("name") == "back"]
    answer = guest("ada").post("/documents/do", {"back": back or "", "trash": "mill"})
    assert answer["Location"] == "/documents/?q=the+mill"


def test_what_is_duplicated_stands_in_the_list() -> None:
    write("Plans", by=as_guest("ada"), room="plans")
    assert guest("ada").post("/documents/do", {"duplicate": "plans"})["Location"] == "/documents/"
    assert titles(page(guest("ada"))) == ["Copy of Plans", "Plans"]


def test_what_cannot_be_duplicated_is_said_once() -> None:
    document = write("Plans", by=as_guest("ada"), room="plans")
    Document.objects.filter(pk=document.pk).update(open_as=Role.VIEWER)
    browser = guest("boris")
    assert browser.post("/documents/do", {"duplicate": "plans"}).status_code == 303
    assert "not copy it" in page(browser).one(cls="messages").text()
    assert "not copy it" not in page(browser).text()


def test_a_new_document_begins_as_a_template_says() -> None:
    write("Minutes", by=as_guest("ada"), room="minutes")
    guest("ada").post("/documents/do", {"template": "minutes"})
    browser = guest("ada")
    assert "begin" in buttons(page(browser, "/documents/templates/"))
    answer = browser.post("/documents/do", {"begin": "minutes"})
    new = Document.objects.exclude(room="minutes").get()
    assert (answer.status_code, answer["Location"], new.title) == (303, f"/document/{new.room}/", "Minutes")
    assert "HX-Redirect" in browser.post("/documents/do", {"begin": "minutes"}, headers=HTMX)
    assert browser.post("/documents/do", {"begin": new.room}).status_code == 404
