"""An image's size is known before it is there, so that nothing moves when it comes."""

import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from editor.files.kinds import content_type
from editor.files.pixels import HEAD, pixels
from editor.models import File

from ..elements import parse
from .conftest import Add
from .samples import AVIF, GIF, HEIC, JPEG, PDF, PNG, SVG, WEBP


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">L", 8 + len(inside)) + kind + inside


def avif(*properties: bytes) -> bytes:
    """The item 1, which has all of the properties."""
    belongs = bytes([0, 0, 0, 0, 0, 0, 0, 1, 0, 1, len(properties), *range(1, len(properties) + 1)])
    iprp = box(b"iprp", box(b"ipco", *properties), box(b"ipma", belongs))
    meta = box(b"meta", bytes(4), box(b"pitm", bytes(4), b"\0\1"), iprp)
    return box(b"ftyp", b"avif", bytes(4), b"mif1") + meta + box(b"mdat", bytes(2 * HEAD))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    return b"\xff\xd8" + b"".join(struct.pack(">BBH", 255, kind, 2 + len(data)) + data for kind, data in segments)


def webp(chunk: bytes, data: bytes) -> bytes:
    return b"RIFF" + struct.pack("<L", 12 + len(data)) + b"WEBP" + chunk + struct.pack("<L", len(data)) + data


ISPE = box(b"ispe", bytes(4), struct.pack(">LL", 640, 480))
SIZE = (0xC0, struct.pack(">BHHB", 8, 480, 640, 3))
ON_ITS_SIDE = (0xE1, b"Exif\0\0MM\0*" + struct.pack(">LHHHLHHL", 8, 1, 0x112, 3, 1, 6, 0, 0))
PREVIEW = (0xE1, b"Exif\0\0" + bytes(60_000))

IMAGES = {
    "png": (PNG, (1, 1)),
    "gif": (b"GIF89a\x80\x02\xe0\x01\x80\x00\x00", (640, 480)),
    "jpeg": (jpeg(SIZE), (640, 480)),
    "jpeg behind a preview": (jpeg(PREVIEW, PREVIEW, PREVIEW, SIZE), (640, 480)),
    "jpeg on its side": (jpeg(ON_ITS_SIDE, SIZE), (480, 640)),
    "webp": (webp(b"VP8 ", b"\x30\1\0\x9d\1\x2a\x80\x02\xe0\x01"), (640, 480)),
    "webp without a loss": (webp(b"VP8L", b"\x2f\x7f\xc2\x77\0\0"), (640, 480)),
    "webp that moves": (webp(b"VP8X", b"\2\0\0\0\x7f\2\0\xdf\1\0"), (640, 480)),
    "avif": (avif(ISPE), (640, 480)),
}
UNKNOWN = {
    "avif on its side": avif(ISPE, box(b"irot", b"\1")),
    "png on its side": PNG + box(b"eXIf", bytes(8)),
    "png without an end to it": PNG[:16] + struct.pack(">LL", 100_000, 1) + PNG[24:],
    "gif without a width": b"GIF89a\0\0\1\0\x80\0\0",
    "jpeg without a size": jpeg(PREVIEW),
    "jpeg of nothing": b"\xff\xd8\xff" + bytes(1000),
    "jpeg, cut": JPEG,
    "gif, cut": GIF[:8],
    "webp, cut": WEBP,
    "avif, cut": AVIF,
    "svg": SVG,
    "pdf": PDF,
    "heic": HEIC,
}


def measured(content: bytes) -> tuple[int, int] | tuple[None, None]:
    file = SimpleUploadedFile("a", content)
    size = pixels(file, content_type(file))
    assert file.read() == content, "it is to be stored from its beginning on"
    return size


@pytest.mark.parametrize("image", IMAGES)
def test_the_size_is_that_of_the_content(image: str) -> None:
    content, size = IMAGES[image]
    assert measured(content) == size


@pytest.mark.parametrize("file", UNKNOWN)
def test_what_cannot_be_known_stays_unknown(file: str) -> None:
    assert measured(UNKNOWN[file]) == (None, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("uploads")
def test_an_images_place_is_kept_in_the_page(add: Add, client: Client) -> None:
    add(("a.webp", IMAGES["webp"][0]))
    add(("b.png", UNKNOWN["png on its side"]))
    assert list(File.objects.values_list("width", "height")) == [(640, 480), (None, None)]
    page = parse(client.get("/document/room/").content.decode()).one(id="blocks")
    first, second = [each.attributes for each in page.all() if each.tag == "img"]
    assert (first["width"], first["height"]) == ("640", "480")
    assert first["src"] == f"files/{File.objects.all()[0].key}/a.webp"
    assert "width" not in second
