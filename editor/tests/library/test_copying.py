"""Copies of documents: all that they say, in a document of one's own."""

import pytest
from asgiref.sync import async_to_sync
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from hypothesis import given
from hypothesis import strategies as st

from editor import limits
from editor.comments.models import Thread
from editor.library import actions
from editor.library.copying import CannotCopy, begin, duplicate, written
from editor.merge import MemoryBlocks, apply_all
from editor.models import FIRST_BLOCK, Block, Change, Document, File
from editor.replay import Stored, differences
from editor.roles import Role
from editor.sharing.models import Grant
from editor.visitors import Visitor

from ..documents import texts
from .people import as_guest, as_visitor, user, write

pytestmark = pytest.mark.django_db(transaction=True)

ADA, BORIS = as_guest("ada"), as_guest("boris")
BLOCKS = ["# The *mill*", "- one\n- two", "```\nx\n\ny\n```", "", "| a |\n|---|\n| b |", "last"]
A, B = "a" * 26, "b" * 26


def copy(room: str, visitor: Visitor = ADA) -> Document:
    return Document.objects.get(room=async_to_sync(duplicate)(room, visitor))


def with_blocks(room: str, *blocks: str) -> Document:
    document = write("Title", by=ADA, room=room)
    Block.objects.all().delete()
    Block.objects.bulk_create(
        Block(document=document, key=f"k{n}", position=n, text=text) for n, text in enumerate(blocks)
    )
    return document


def test_a_copy_says_the_same_under_a_title_that_tells_it_apart() -> None:
    with_blocks("mill", *BLOCKS)
    new = copy("mill", BORIS)
    assert texts(new.room) == ["# Copy of The *mill*", *BLOCKS[1:]]
    assert (new.title, new.maker, new.owner) == ("Copy of The mill", BORIS.person, None)
    rows = dict(Block.objects.filter(document=new).order_by("position").values_list("key", "text"))
    stored = Stored(new.revision, new.size, new.words, rows)
    assert list(differences(stored, Change.objects.filter(document=new))) == []


@pytest.mark.parametrize(
    ("first", "copied"),
    [
        ("The mill", ["Copy of The mill"]),
        ("###   The mill", ["###   Copy of The mill"]),
        ("- The mill\n- old", ["Copy of The mill", "- The mill\n- old"]),
        ("```\ncode\n```", ["Copy of code", "```\ncode\n```"]),
        ("", [""]),
    ],
)
def test_any_first_block_becomes_a_title(first: str, copied: list[str]) -> None:
    with_blocks("room", first, "more")
    assert texts(copy("room").room) == [*copied, "more"]


@given(st.lists(st.text(st.sampled_from("ab\n `#-😀"), max_size=8), min_size=1, max_size=8))
def test_blocks_are_made_as_they_were(blocks: list[str]) -> None:
    made = MemoryBlocks([(FIRST_BLOCK, "")])
    apply_all(made, written(blocks))
    assert [text for _, text in made.items()] == blocks


def test_a_user_owns_their_copy_and_nothing_else_goes_along() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    document = write("Mill", by=ada, room="mill")
    Grant.objects.create(document=document, user_id=boris.user, role=Role.EDITOR)
    Document.objects.filter(pk=document.pk).update(open_to=Document.Audience.NAMED)
    Thread.objects.create(document=document, revision=1)
    new = copy("mill", boris)
    assert new.owner_id == boris.user
    assert not new.grants.exists()
    assert not new.threads.exists()
    assert new.changes.count() == 1


def test_files_go_along_under_keys_of_their_own() -> None:
    document = with_blocks("mill", f"![x](files/{A}/a.png#2x3)", f"[other](files/{B}/b.pdf)")
    kept = {"name": "a.png", "content_type": "image/png", "size": 3, "width": 2}
    file = File.objects.create(document=document, key=A, **kept)
    storages["uploads"].save(file.path, ContentFile(b"abc"))
    new = copy("mill")
    copied = File.objects.get(document=new)
    assert copied.key != A
    assert {name: getattr(copied, name) for name in kept} == kept
    with storages["uploads"].open(copied.path) as content:
        assert content.read() == b"abc"
    assert texts(new.room)[-2:] == [f"![x](files/{copied.key}/a.png#2x3)", f"[other](files/{B}/b.pdf)"]


def test_nothing_stays_of_a_copy_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    document = with_blocks("mill", f"![x](files/{A}/a.png)")
    File.objects.create(document=document, key=A, name="a.png", content_type="image/png", size=3)
    with pytest.raises(FileNotFoundError):
        copy("mill")
    assert list(Document.objects.all()) == [document]
    assert File.objects.count() == 1


def test_who_may_not_see_the_source_may_not_copy_it_unless_it_is_a_template() -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    document = write("Mill", by=ada, room="mill")
    Document.objects.filter(pk=document.pk).update(open_as=Role.VIEWER)
    with pytest.raises(CannotCopy):
        copy("mill", boris)
    with pytest.raises(Document.DoesNotExist):
        async_to_sync(begin)("mill", boris)
    actions.do(ada, {"template": "mill"})
    new = Document.objects.get(room=async_to_sync(begin)("mill", boris))
    assert (new.title, new.owner_id) == ("Mill", boris.user)
    Document.objects.filter(pk=document.pk).update(open_to=Document.Audience.NAMED)
    for way in (duplicate, begin):
        with pytest.raises(Document.DoesNotExist):
            async_to_sync(way)("mill", boris)


def test_copies_count_as_new_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    write("Mill", by=ADA, room="mill")
    monkeypatch.setattr(limits.NEW_DOCUMENTS, "take", lambda who: 60.0)
    with pytest.raises(CannotCopy, match="2 minutes"):
        copy("mill")
    assert Document.objects.count() == 1
