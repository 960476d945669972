"""What a file is, told by how its content begins."""

import filetype
from django.core.files.uploadedfile import UploadedFile

HEAD = 8192  # bytes that are looked at
DOWNLOAD = "application/octet-stream"

# What browsers draw and nothing in it acts: SVG has scripts and is none of them
IMAGES = {
    "image/png": "image/png",
    "image/apng": "image/png",
    "image/jpeg": "image/jpeg",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
    "image/avif": "image/avif",
}


def content_type(file: "UploadedFile[bytes]") -> str:
    """That of an image which may be shown; DOWNLOAD for anything else."""
    file.seek(0)
    found = filetype.image_match(file.read(HEAD))
    file.seek(0)
    return IMAGES.get(found.mime, DOWNLOAD) if found else DOWNLOAD


def is_image(content_type: str) -> bool:
    return content_type in IMAGES.values()
