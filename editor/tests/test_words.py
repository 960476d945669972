"""How much is written: counted for a text, and kept for a document by what changes in it."""

from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.models import Block, Document
from editor.words import count, told

from .histories import new_room, write_history


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("# The plan", 2),
        ("- [ ] it's **well-known**, isn’t it?", 4),
        ("| a | b |\n|---|---|", 2),
        ("a_b --- ' 3.5", 3),
        ("天地玄黄 and カナ", 7),
        ("über 😀 один", 2),
    ],
)
def test_words_of_a_text(text: str, words: int) -> None:
    assert count(text) == words


def test_how_it_is_told() -> None:
    assert told(1204, 7310) == "1,204 words · 7,310 characters"
    assert told(1, 1) == "1 word · 1 character"


@pytest.mark.django_db
@settings(max_examples=50)
@given(st.data())
def test_a_document_knows_how_many_it_has(data: st.DataObject) -> None:
    room = new_room()
    pages = write_history(data, room)
    assert Document.objects.get(room=room).words == sum(count(text) for _, text in pages[-1])


@pytest.mark.django_db
def test_documents_of_earlier_versions_are_counted() -> None:
    document = Document.objects.create(room="old")
    Block.objects.create(document=document, key="1", position=0, text="# one two")
    Block.objects.create(document=document, key="2", position=1, text="three")
    import_module("editor.migrations.0004_words").count_words(apps, None)
    assert Document.objects.get().words == 3
