"""Folders: one's own, one in another, and nothing in them gets lost."""

import pytest
from django.test import Client

from editor.library import folders
from editor.library.folders import CannotFile
from editor.library.models import Entry, Folder
from editor.models import Document
from editor.roles import Role
from editor.sharing.models import Grant

from .people import as_visitor, guest, signed_in, user, write
from .test_views import page, titles

pytestmark = pytest.mark.django_db(transaction=True)


def outline(number: int) -> list[str]:
    return ["-" * branch.depth + branch.folder.name for branch in folders.tree(number)]


def test_folders_stand_below_those_that_they_are_in() -> None:
    ada = user("Ada").pk
    b, a = folders.make(ada, None, "B"), folders.make(ada, None, "A")
    inner = folders.make(ada, b, "Inner")
    folders.make(ada, inner, "Innermost")
    assert outline(ada) == ["A", "B", "-Inner", "--Innermost"]
    folders.move(inner, a)
    assert outline(ada) == ["A", "-Inner", "--Innermost", "B"]
    folders.move(inner, None)
    folders.rename(inner, "  C \n\u202e ")
    assert outline(ada) == ["A", "B", "C", "-Innermost"]


def test_a_folder_cannot_come_into_itself() -> None:
    ada = user("Ada").pk
    outer = folders.make(ada, None, "Outer")
    inner = folders.make(ada, folders.make(ada, outer, "Middle"), "Inner")
    for to in (outer, inner):
        with pytest.raises(CannotFile):
            folders.move(outer, to)
    assert outline(ada) == ["Outer", "-Middle", "--Inner"]


def test_what_is_in_a_folder_that_goes_is_where_the_folder_was() -> None:
    ada = user("Ada")
    outer = folders.make(ada.pk, None, "Outer")
    middle = folders.make(ada.pk, outer, "Middle")
    folders.make(ada.pk, middle, "Inner")
    document = write("Plans", by=as_visitor(ada))
    folders.put(ada.pk, document, middle)
    folders.remove(middle)
    assert outline(ada.pk) == ["Outer", "-Inner"]
    assert Entry.objects.get().folder == outer
    folders.remove(outer)
    assert Entry.objects.get().folder is None
    assert outline(ada.pk) == ["Inner"]


def test_there_are_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST", 1)
    ada = user("Ada").pk
    for name in ("", "  ", "\u202e"):
        with pytest.raises(CannotFile):
            folders.make(ada, None, name)
    assert folders.make(ada, None, "x" * 300).name == "x" * 100
    with pytest.raises(CannotFile):
        folders.make(ada, None, "one more")


def test_documents_are_put_into_folders_and_found_there() -> None:
    ada, boris = user("Ada"), user("Boris")
    browser = signed_in(ada)
    write("Plans", by=as_visitor(ada), room="plans")
    Grant.objects.create(document=write("Given", by=as_visitor(boris), room="given"), user=ada, role=Role.VIEWER)
    assert browser.post("/documents/folder/new", {"name": "Spring <b>"}).status_code == 302
    folder = Folder.objects.get()
    for room in ("plans", "given"):
        assert "Spring <b>" in page(browser, f"/documents/move/{room}").text()
        answer = browser.post(f"/documents/move/{room}", {"to": folder.pk})
        assert answer["Location"] == f"/documents/folder/{folder.pk}/"
    assert set(titles(page(browser, f"/documents/folder/{folder.pk}/"))) == {"Plans", "Given"}
    assert titles(page(browser)) == []
    assert titles(page(browser, "/documents/recent/")) == ["Plans"]
    browser.post("/documents/move/plans", {"to": ""})
    assert titles(page(browser)) == ["Plans"]


def test_folders_are_changed_by_forms() -> None:
    ada = user("Ada")
    browser, folder = signed_in(ada), folders.make(ada.pk, None, "Old")
    address = f"/documents/folder/{folder.pk}/change"
    assert "Old" in page(browser, address).text()
    browser.post(address, {"name": "New"})
    browser.post("/documents/folder/new", {"name": "Inner", "parent": folder.pk})
    assert outline(ada.pk) == ["New", "-Inner"]
    shown = page(browser, f"/documents/folder/{Folder.objects.get(name='Inner').pk}/")
    assert [each.text() for each in shown.one(cls="path").elements] == ["Mine", "New", "Inner", "Change"]
    assert [each.text() for each in page(browser, address).one(cls="choose").elements] == ["In no folder"]
    browser.post(address, {"to": Folder.objects.get(name="Inner").pk})
    assert "cannot be put into itself" in page(browser).one(cls="messages").text()
    browser.post(address, {"delete": "1"})
    assert outline(ada.pk) == ["Inner"]


def test_folders_are_ones_own() -> None:
    ada, boris = user("Ada"), user("Boris")
    folder = folders.make(ada.pk, None, "Ada's")
    write("Plans", by=as_visitor(boris), room="plans")
    Document.objects.update(open_to=Document.Audience.NAMED)
    for browser in (signed_in(boris), guest("ada"), Client()):
        assert browser.get(f"/documents/folder/{folder.pk}/").status_code == 404
        assert browser.post("/documents/folder/new", {"name": "x", "parent": folder.pk}).status_code == 404
        assert browser.post(f"/documents/folder/{folder.pk}/change", {"delete": "1"}).status_code == 404
        assert browser.post("/documents/move/plans", {"to": folder.pk}).status_code == 404
    assert signed_in(ada).get("/documents/move/plans").status_code == 404
    for number in ("x", "9" * 30, "-1", "0x1"):
        assert signed_in(ada).post("/documents/folder/new", {"name": "x", "parent": number}).status_code == 404
    assert outline(ada.pk) == ["Ada's"]
    assert not Entry.objects.exists()
