"""A user's folders, one in another. Whatever is done with one, nothing that is in it gets lost."""

from dataclasses import dataclass

from .. import database
from ..models import Document
from .models import Entry, Folder

MOST = 500  # that a user can have; they are all read at once


class CannotFile(Exception):
    """Says why, in a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Branch:
    folder: Folder
    depth: int  # 0 at the top


def tree(user: int, *, without: Folder | None = None) -> list[Branch]:
    """All of them, each followed by those in it, by their names; `without` one, and what is in it."""
    inner: dict[int | None, list[Folder]] = {}
    for folder in Folder.objects.filter(user=user).order_by("name", "pk"):
        inner.setdefault(folder.parent_id, []).append(folder)
    found, waiting = list[Branch](), [Branch(folder, 0) for folder in reversed(inner.get(None, []))]
    while waiting:
        branch = waiting.pop()
        if branch.folder == without:
            continue
        found.append(branch)
        waiting += [Branch(folder, branch.depth + 1) for folder in reversed(inner.get(branch.folder.pk, []))]
    return found


def path(folder: Folder, branches: list[Branch]) -> list[Folder]:
    """Those that the folder is in, from the top, and itself."""
    by_number = {branch.folder.pk: branch.folder for branch in branches}
    found = [folder]
    while (parent := found[0].parent_id) is not None:
        found.insert(0, by_number[parent])
    return found


def find(user: int, number: int | str | None) -> Folder | None:
    """None is the top. Raises Folder.DoesNotExist."""
    if not number:
        return None
    if not str(number).isdecimal() or len(str(number)) > 18:
        raise Folder.DoesNotExist
    return Folder.objects.get(user=user, pk=number)


def make(user: int, parent: Folder | None, name: str) -> Folder:
    with database.transaction():
        if Folder.objects.filter(user=user).count() >= MOST:
            raise CannotFile(f"You have {MOST} folders; there cannot be more.")
        return Folder.objects.create(user_id=user, parent=parent, name=_named(name))


def rename(folder: Folder, name: str) -> None:
    Folder.objects.filter(pk=folder.pk).update(name=_named(name))


def move(folder: Folder, to: Folder | None) -> None:
    """Raises CannotFile if that is the folder itself or in it."""
    with database.transaction():
        list(Folder.objects.select_for_update().filter(user=folder.user_id).values_list("pk"))
        if to and folder.pk in {each.pk for each in path(to, tree(folder.user_id))}:
            raise CannotFile("A folder cannot be put into itself.")
        Folder.objects.filter(pk=folder.pk).update(parent=to)


def remove(folder: Folder) -> None:
    """What is in it goes where it was."""
    with database.transaction():
        folder = Folder.objects.select_for_update().get(pk=folder.pk)
        Folder.objects.filter(parent=folder).update(parent=folder.parent_id)
        Entry.objects.filter(folder=folder).update(folder=folder.parent_id)
        folder.delete()


def put(user: int, document: Document, folder: Folder | None) -> None:
    with database.transaction():
        Entry.objects.update_or_create(user_id=user, document=document, defaults={"folder": folder})


def _named(name: str) -> str:
    name = " ".join("".join(each if each.isprintable() else " " for each in name).split())[:100].strip()
    if not name:
        raise CannotFile("A folder needs a name.")
    return name
