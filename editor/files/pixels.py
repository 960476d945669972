"""How large an image is drawn, told by how its content begins: so that its place can be kept before it is there."""

from io import BytesIO

import imagesize
from django.core.files.uploadedfile import UploadedFile

from .kinds import is_image

HEAD = 256 * 1024  # bytes that are looked at: a photo has a preview and colours before its size
MOST = 99_999  # pixels in a direction
TURNED = (b"irot", b"eXIf")  # an AVIF or PNG that may be drawn on its side; a JPEG's turn is in its size


def pixels(file: "UploadedFile[bytes]", content_type: str) -> tuple[int, int] | tuple[None, None]:
    """The width and height of an image of that type, as far as they can be known."""
    if not is_image(content_type):
        return None, None
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    is_photo = content_type == "image/jpeg"
    if not is_photo and any(sign in head for sign in TURNED):
        return None, None
    # Where an AVIF says more about itself, to read that takes as long as whoever made it likes
    width, height = imagesize.get(BytesIO(head), exif_rotation=is_photo)
    return (width, height) if 0 < width <= MOST and 0 < height <= MOST else (None, None)
