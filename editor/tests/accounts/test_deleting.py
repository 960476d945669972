"""Deleting one's own account."""

import pytest
from django.test import Client

from editor.accounts.models import User
from editor.models import Document

from ..library.people import as_visitor, write
from .people import ADA, PASSWORD, ask, browser, sign_in, sign_up, signed_in_as

pytestmark = pytest.mark.django_db

DELETE = "/accounts/delete/"


@pytest.fixture
def ada(client: Client) -> Client:
    """Her browser."""
    sign_up(client)
    write(by=as_visitor(User.objects.get(email=ADA)), room="own")
    return client


def test_the_password_is_asked_for(ada: Client) -> None:
    for answer in (ada.get(DELETE), ada.post(DELETE)):
        assert ask(answer)["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Fdelete%2F"
    assert User.objects.count() == 1


def test_so_is_whether_one_is_sure_of_it(ada: Client) -> None:
    answer = ask(ada.post(f"/accounts/reauthenticate/?next={DELETE}", {"password": PASSWORD}, follow=True))
    assert b"The document that you own goes" in answer.content
    assert User.objects.count() == 1


def test_then_nothing_is_left_of_it(ada: Client) -> None:
    other = browser()
    sign_in(other)
    ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Your account is deleted." in ask(ada.post(DELETE, follow=True)).content.decode()
    assert not User.objects.exists()
    assert signed_in_as(ada) == ""
    document = Document.objects.get()
    assert (document.owner, document.maker) == (None, "")
    assert document.trashed_at
    assert ask(other.get("/accounts/"))["Location"].startswith("/accounts/login/")


def test_nobody_else_comes_there() -> None:
    assert ask(browser().post(DELETE))["Location"].startswith("/accounts/login/")
    assert browser(enforce_csrf_checks=True).post(DELETE).status_code == 403
