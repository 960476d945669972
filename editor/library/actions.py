"""What the buttons of a list do with a document. Each button says what is to be done, and with which one."""

from collections.abc import Callable, Mapping

from .. import database
from ..models import Document
from ..visitors import Visitor
from . import belonging, trash
from .models import Entry, Template

Act = Callable[[Document], object]


def do(visitor: Visitor, fields: Mapping[str, str]) -> None:
    """What the first of these fields says that names an action; its value is the room.

    Raises Document.DoesNotExist if it is not theirs to do, or nothing is said.
    """
    for name, room in fields.items():
        if name in FAVOURING and visitor.user:
            return _favour(visitor.user, belonging.within_reach(visitor).get(room=room), FAVOURING[name])
        if name in OF_ITS_OWNER:
            OF_ITS_OWNER[name](belonging.own(visitor).get(room=room))
            return None
    raise Document.DoesNotExist


def _favour(user: int, document: Document, is_favourite: bool) -> None:
    with database.transaction():
        Entry.objects.update_or_create(user_id=user, document=document, defaults={"is_favourite": is_favourite})


def _make_template(document: Document) -> None:
    with database.transaction():
        Template.objects.get_or_create(document=document)


def _make_no_template(document: Document) -> None:
    Template.objects.filter(document=document).delete()


FAVOURING: Mapping[str, bool] = {"favour": True, "disfavour": False}
OF_ITS_OWNER: Mapping[str, Act] = {
    "template": _make_template,
    "no-template": _make_no_template,
    "trash": trash.throw_away,
    "restore": trash.restore,
}
