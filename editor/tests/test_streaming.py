"""A long document's page comes in parts, and is the one that would come in one piece."""

import re
import zlib

import pytest
from django.http import StreamingHttpResponse
from django.test import AsyncClient

from editor import streaming
from editor.merge import Insert
from editor.models import FIRST_BLOCK
from editor.render import GROUP

from .documents import Writer, accept

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r"[A-Za-z0-9]{64}")
ADDRESS = "/document/room/"


@pytest.fixture
def paragraphs(ada: Writer) -> list[str]:
    """Of a document that is just too long for one piece."""
    paragraphs = ["# This is number 0.", *(f"This is number {number}." for number in range(1, streaming.SHORT + 1))]
    accept("room", ada.edit(0, Insert(FIRST_BLOCK, 0, "\n".join(paragraphs))))
    return paragraphs


@pytest.mark.django_db(transaction=True)
async def test_it_is_the_same_page(
    paragraphs: list[str], async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = await async_client.get(ADDRESS)
    assert isinstance(response, StreamingHttpResponse)
    parts = [bytes(part).decode() async for part in response]
    assert paragraphs[GROUP - 1] in parts[0]
    assert "#b-1" not in parts[0]
    assert "#b-1" in parts[-1]
    assert paragraphs[GROUP] not in parts[0]
    assert paragraphs[-1] in parts[-2]

    monkeypatch.setattr(streaming, "SHORT", len(paragraphs))
    whole = (await async_client.get(ADDRESS)).content.decode()
    assert without_space("".join(parts)) == without_space(whole)


@pytest.mark.django_db(transaction=True)
async def test_compressed_it_is_one_stream_that_is_read_as_it_comes(
    paragraphs: list[str], async_client: AsyncClient
) -> None:
    response = await async_client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    parts = [stream.decompress(bytes(part)).decode() async for part in response]
    assert paragraphs[GROUP - 1] in parts[0]
    assert paragraphs[-1] in "".join(parts)
    assert stream.eof
    assert not stream.unused_data


def without_space(page: str) -> str:
    """And without the tokens of forms, which are never the same."""
    return re.sub(r"\s+", "", TOKENS.sub("", page))
