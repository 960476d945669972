"""What lists have is what opens: the one is a query, the other decides about a single document."""

from itertools import product

import pytest

from editor.access import role_in
from editor.library.belonging import within_reach
from editor.models import Document
from editor.roles import Role

from .shared import ROOM, bearer, group_of, linked, owned, person, visitor

pytestmark = pytest.mark.django_db

WAYS = ["nothing", "grant", "group", "link", "expired"]


@pytest.mark.parametrize("trashed", [False, True])
@pytest.mark.parametrize(("audience", "way"), list(product(Document.Audience.values, WAYS)))
def test_they_agree(audience: str, way: str, trashed: bool) -> None:
    owner, ada = person("olga"), person("ada")
    document = owned(owner, open_to=audience, trashed_at="2026-01-01T00:00Z" if trashed else None)
    links = []
    match way:
        case "grant":
            document.grants.create(user=ada, role=Role.VIEWER)
        case "group":
            document.grants.create(group=group_of(ada), role=Role.VIEWER)
        case "link" | "expired":
            links = [linked(document, Role.VIEWER, hours=1 if way == "link" else -1)]
    for asked in (visitor(owner), visitor(ada, *links), bearer(*links)):
        assert within_reach(asked).filter(room=ROOM).exists() is (role_in(ROOM, asked) is not None)
