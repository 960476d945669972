"""What lists have is what opens: the one is a query, the other decides about a single document."""

from itertools import product
from typing import Any

import pytest

from editor.access import role_in
from editor.library.belonging import within_reach
from editor.models import Document
from editor.roles import Role

from .shared import ROOM, bearer, group_of, linked, owned, person, visitor

pytestmark = pytest.mark.django_db

WAYS = ["nothing", "grant", "group", "link", "expired"]


@pytest.mark.parametrize("role", [Role.COMMENTER, Role.EDITOR])
@pytest.mark.parametrize("closed", [{}, {"is_locked": True}, {"trashed_at": "2026-01-01T00:00Z"}], ids=str)
@pytest.mark.parametrize(("audience", "way"), list(product(Document.Audience.values, WAYS)))
def test_they_agree(audience: str, way: str, closed: dict[str, Any], role: Role) -> None:
    owner, ada = person("olga"), person("ada")
    document = owned(owner, open_to=audience, open_as=role, **closed)
    links = []
    match way:
        case "grant":
            document.grants.create(user=ada, role=role)
        case "group":
            document.grants.create(group=group_of(ada), role=role)
        case "link" | "expired":
            links = [linked(document, role, hours=1 if way == "link" else -1)]
    for asked in (visitor(owner), visitor(ada, *links), bearer(*links)):
        found = role_in(ROOM, asked)
        for least in Role:
            reached = within_reach(asked, least).filter(room=ROOM).exists()
            assert reached is (found is not None and found >= least), (asked, least)
