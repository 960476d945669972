"""A document gets another address: who gets there by the old one, and who learns that there is something."""

import re

import pytest
from django.test import Client

from editor.accounts.models import User
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document
from editor.names import NEW
from editor.roles import Role
from editor.sharing.models import Grant

from ..access.shared import ROOM, owned, person
from ..documents import Writer, accept

pytestmark = pytest.mark.django_db(transaction=True)
OLD = f"/document/{ROOM}/"


@pytest.fixture
def owner() -> User:
    return person("olga")


@pytest.fixture
def document(owner: User) -> Document:
    return owned(owner)


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def moved(owner: User) -> str:
    """The new address."""
    return browser(owner).post(f"{OLD}share/address")["Location"]


def test_the_new_address_is_one_that_nobody_guesses(owner: User, document: Document) -> None:
    new = moved(owner).removeprefix("/document/").removesuffix("/")
    assert NEW.fullmatch(new)
    assert Document.objects.get().room == new


def test_the_page_of_the_dialog_goes_there(owner: User, document: Document) -> None:
    answer = browser(owner).post(f"{OLD}share/address", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/document/{Document.objects.get().room}/"


def test_who_may_read_it_still_gets_there_by_the_old_one(owner: User, document: Document) -> None:
    ada = person("ada")
    Grant.objects.create(document=document, user=ada, role=Role.VIEWER)
    new = moved(owner)
    for user in (owner, ada):
        assert browser(user).get(OLD)["Location"] == new


def test_to_others_the_old_one_looks_as_one_that_is_not_used(owner: User, document: Document) -> None:
    moved(owner)
    eve = browser(person("eve"))
    pages = [eve.get(address) for address in (OLD, "/document/never-used/")]
    assert [page.status_code for page in pages] == [200, 200]
    old, unused = (re.sub(r"never-used|room|value=\"\w{64}\"|X-CSRFToken\W+\w+", "", page.text) for page in pages)
    assert old == unused


def test_the_new_one_looks_as_one_that_leads_nowhere(owner: User, document: Document) -> None:
    assert browser(person("eve")).get(moved(owner)).status_code == 404


def test_what_somebody_begins_at_the_old_one_is_another_document(owner: User, document: Document) -> None:
    moved(owner)
    accept(ROOM, Writer("stranger").edit(0, Insert(FIRST_BLOCK, 0, "another")))
    assert "another" in browser(owner).get(OLD).text


def test_the_dialog_says_of_a_name_that_somebody_chose_that_it_can_be_guessed(owner: User, document: Document) -> None:
    warning = "Its name can be guessed"
    assert warning in browser(owner).get(f"{OLD}share").text
    assert warning not in browser(owner).get(f"{moved(owner)}share").text
