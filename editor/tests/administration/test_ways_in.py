"""Who comes into the administration, and how far."""

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client

from editor.accounts.models import User

from ..accounts.people import PASSWORD, confirm, sign_in
from ..attacks.addresses import addresses
from ..library.people import as_visitor, signed_in, user, write
from .acting import act, sure

pytestmark = pytest.mark.django_db

PAGES = [address for address in addresses() if address.startswith("/admin")]


def staff(*powers: str) -> User:
    """Not a superuser; may do what these permissions say."""
    person = User.objects.create_user("staff@example.org", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=powers))
    return person


@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_gets_anywhere(client: Client, address: str) -> None:
    write("Secret plans", by=as_visitor(user("Boris")), room="secret")
    for browser, refused in ((client, "/accounts/login/"), (signed_in(user("Ada")), "")):
        for method in (browser.get, browser.post):
            answer = method(address, follow=True)
            where = answer.request["PATH_INFO"]
            assert answer.status_code == 403 or where == (refused or "/accounts/password/change/"), answer
            assert b"Secret" not in answer.content


def test_whoever_is_not_signed_in_signs_in_as_everyone_does(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_the_first_administrator_is_made_by_a_command(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "root@example.org")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, verbosity=0)
    sign_in(client, "root@example.org")
    assert client.get("/admin/").status_code == 200


def test_where_mail_is_sent_an_address_is_confirmed_first(client: Client, root: User, mail: list[EmailMessage]) -> None:
    sign_in(client, root.email, "correct horse 8")
    assert client.get("/admin/").status_code == 302
    (letter,) = mail
    confirm(client, letter)
    sign_in(client, root.email, "correct horse 8")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", [address for address in PAGES if "/1" not in address and "logout" not in address])
def test_every_page_is_there(admin: Client, address: str) -> None:
    assert admin.get(address).status_code in (200, 302, 403)


def test_staff_do_what_they_are_allowed_to(client: Client) -> None:
    document = write("Plans", by=as_visitor(user("Ada")))
    browser = signed_in(staff("view_document"))
    assert browser.get("/admin/editor/document/").status_code == 200
    assert browser.get("/admin/accounts/user/").status_code == 403
    act(browser, "lock", document)
    sure(browser, "remove", document)
    document.refresh_from_db()
    assert not document.is_locked
    assert document.trashed_at is None


def test_who_is_here_is_for_those_who_see_documents() -> None:
    browser = signed_in(staff())
    assert browser.get("/admin/now/").status_code == 403
    assert b"Who is here" not in browser.get("/admin/").content


def test_staff_make_nobody_mightier(root: User) -> None:
    browser, ada = signed_in(staff("view_user", "change_user")), user("Ada")
    fields = {"email": ada.email, "name": "Ada", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    browser.post(f"/admin/accounts/user/{ada.pk}/change/", fields)
    ada.refresh_from_db()
    assert (ada.is_staff, ada.is_superuser) == (False, False)
    for page in (f"{root.pk}/change/", f"{root.pk}/password/"):
        browser.post(f"/admin/accounts/user/{page}", fields | {"password1": PASSWORD, "password2": PASSWORD})
    act(browser, "shut_out", root)
    for page in ("export", "erase"):
        assert browser.get(f"/admin/accounts/user/{ada.pk}/{page}/").status_code == 403
    root.refresh_from_db()
    assert root.is_active
    assert root.check_password("correct horse 8")
