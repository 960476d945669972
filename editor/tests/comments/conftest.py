"""The document is Olga's, of three blocks; Ada may edit it, Carl comment on it, and Vera view it."""

import pytest

from editor.merge import Insert, Split
from editor.models import FIRST_BLOCK, Document
from editor.roles import Role
from editor.sharing.models import Grant

from ..access.shared import owned, person
from .shared import Someone, edit


@pytest.fixture
def olga() -> Someone:
    return Someone(person("olga"), Role.OWNER)


@pytest.fixture
def document(olga: Someone) -> Document:
    """`one`, `two` and `three`, in blocks that are called so but for the first."""
    owned(olga.user, "one")
    return edit(Insert(FIRST_BLOCK, 3, "\ntwo\nthree"), Split(FIRST_BLOCK, 7, "three"), Split(FIRST_BLOCK, 3, "two"))


@pytest.fixture
def ada(document: Document) -> Someone:
    return with_role(document, "ada", Role.EDITOR)


@pytest.fixture
def carl(document: Document) -> Someone:
    return with_role(document, "carl", Role.COMMENTER)


@pytest.fixture
def vera(document: Document) -> Someone:
    return with_role(document, "vera", Role.VIEWER)


def with_role(document: Document, name: str, role: Role) -> Someone:
    user = person(name)
    Grant.objects.create(document=document, user=user, role=role)
    document.count_access()
    return Someone(user, role)
