"""What is exported of a person, and that nothing is left of one who is erased."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from editor.accounts.models import User
from editor.comments.models import Comment
from editor.guests import guest
from editor.library.models import Entry, Folder
from editor.models import Change, Document, File
from editor.roles import Role
from editor.sharing.models import Grant, Link, LinkUse

from ..library.people import as_visitor, signed_in, user, write
from .acting import act

pytestmark = pytest.mark.django_db

NAME = "Zenobia"


@pytest.fixture
def zenobia(admin: Client) -> User:
    """Somebody with traces wherever there can be some."""
    person, olga = user(NAME), user("Olga")
    own, others = write("Own", by=as_visitor(person), room="own"), write("Others", by=as_visitor(olga), room="others")
    for number, document in enumerate((own, others)):
        key = "ab"[number] * 26
        File.objects.create(document=document, key=key, name=f"{number}.txt", size=4, person=person.person)
        storages["uploads"].save(f"{key[:2]}/{key}", ContentFile(f"file{number}".encode()))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="zenobia@elsewhere.example", verified=False)
    SocialAccount.objects.create(user=person, provider="google", uid="7", extra_data={"name": NAME})
    Entry.objects.create(user=person, document=others, is_favourite=True)
    Folder.objects.create(user=person, name=f"Of {NAME}")
    person.groups.add(Group.objects.create(name="Editors"))
    Grant.objects.create(document=others, user=person, role=Role.EDITOR)
    Grant.objects.create(document=write(by=as_visitor(olga)), email="zenobia@elsewhere.example", role=Role.EDITOR)
    link = Link.objects.create(document=others, role=Role.VIEWER)
    LinkUse.objects.create(link=link, person=person.person, name=NAME, user=None)
    Change.objects.create(
        document=others,
        revision=1,
        client="zeno-0001",
        seq=1,
        person=person.person,
        kind="edit",
        operations=[],
        additions=[],
        inverse=[],
    )
    thread = others.threads.create(place=["1", 0, 6], revision=1, quote="Others")
    for who in (person, olga):
        thread.comments.create(person=who.person, name=who.name, text=f"{who.person} was here")
    act(admin, "shut_out", person)
    act(admin, "let_in", person)
    return person


def exported(admin: Client, person: User) -> ZipFile:
    answer = admin.get(f"/admin/accounts/user/{person.pk}/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    return ZipFile(BytesIO(b"".join(answer)))


def erase(admin: Client, person: User, heir: str = "") -> Any:
    return admin.post(f"/admin/accounts/user/{person.pk}/erase/", {"confirmed": "yes", "heir": heir}, follow=True)


def traces(*words: str) -> list[str]:
    """The columns of all tables in which one of them is, in whatever case."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.all()
        for field in model._meta.concrete_fields
        if any(word.lower() in str(field.value_from_object(row)).lower() for word in words)
    ]


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators:Warning")
def test_an_export_has_everything(admin: Client, zenobia: User) -> None:
    with exported(admin, zenobia) as archive:
        assert archive.testzip() is None
        names = {"account.json", "documents/own.md"}
        files = {f"documents/own/files/{'a' * 26}/0.txt", f"documents/others/files/{'b' * 26}/1.txt"}
        assert {*archive.namelist()} == names | files
        assert archive.read("documents/own.md") == b"# Own"
        assert [archive.read(name) for name in sorted(files)] == [b"file1", b"file0"]
        account = json.loads(archive.read("account.json"))
    assert (account["email"], account["name"]) == (zenobia.email, NAME)
    assert [each["email"] for each in account["addresses"]] == [zenobia.email, "zenobia@elsewhere.example"]
    assert [each["room"] for each in account["documents"]] == ["own"]
    for part in ("given_to_them", "opened", "changes"):
        assert [each["document__room"] for each in account[part]] == ["others"], part
    assert account["links_used"][0]["link__document__room"] == "others"
    assert account["changes"][0]["number"] == 1
    (comment,) = account["comments"]
    assert (comment["thread__document__room"], comment["thread__quote"]) == ("others", "Others")
    assert comment["text"] == f"{zenobia.person} was here"
    assert account["groups"] == ["Editors"]
    assert account["folders"][0]["name"] == f"Of {NAME}"
    assert account["accounts_elsewhere"][0]["extra_data"] == {"name": NAME}
    assert "secret" not in str(account)
    assert "password" not in str(account)


def test_nothing_is_left_that_tells_who_somebody_was(admin: Client, zenobia: User) -> None:
    assert len(traces(NAME, zenobia.secret)) > 5
    page = erase(admin, zenobia)
    assert "They are erased." in page.content.decode()
    assert traces(NAME, zenobia.secret) == []
    assert Change.objects.get().person == guest(zenobia.secret).key, "undo and the proof of a document need it"


def test_what_they_said_stays_without_their_name(admin: Client, zenobia: User) -> None:
    erase(admin, zenobia)
    said = Comment.objects.order_by("pk").values_list("name", "text")
    assert [name for name, _ in said] == ["Somebody", "Olga"]
    assert said[0][1] == f"{zenobia.person} was here"
    assert Document.objects.get(room="others").discussion == 1, "whoever sees it is told"
    assert b"Somebody" in Client().get("/document/others/comments").content


def test_their_documents_go_into_the_trash_for_nobody_to_claim(admin: Client, zenobia: User) -> None:
    browser = signed_in(zenobia)
    browser.get("/documents/")
    erase(admin, zenobia)
    own = Document.objects.get(room="own")
    assert own.trashed_at
    assert (own.owner, own.maker) == (None, "")
    assert browser.get("/document/own/").status_code == 404
    assert Document.objects.get(room="others").trashed_at is None


def test_or_another_person_gets_them(admin: Client, zenobia: User) -> None:
    erase(admin, zenobia, heir="nobody@example.org")
    erase(admin, zenobia, heir=zenobia.email)
    assert User.objects.filter(pk=zenobia.pk).exists()
    erase(admin, zenobia, heir="olga@example.org")
    own = Document.objects.get(room="own")
    assert own.trashed_at is None
    assert own.owner == User.objects.get(email="olga@example.org")
    assert traces(NAME, zenobia.secret) == []


def test_it_is_asked_before(admin: Client, zenobia: User) -> None:
    page = admin.get(f"/admin/accounts/user/{zenobia.pk}/erase/")
    assert b"Nothing brings it back" in page.content
    assert User.objects.filter(pk=zenobia.pk).exists()
