"""How much of an upload is kept while it is read, however much comes."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MOST_AT_ONCE = 64 * 1024 * 1024  # bytes of a request, which may bring several files
FORM = 64 * 1024  # bytes of it that are no file's


def most_at_once() -> int:
    longest: int = settings.LONGHAND_MAX_FILE
    return max(MOST_AT_ONCE, longest + FORM)


def length(request: HttpRequest) -> int:
    """What the request says of itself. Of one that says nothing, Django reads no files."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


class Bounded(FileUploadHandler):
    """To stand before the handlers that keep files: from its bound on, they are given nothing more of one.

    Such a file becomes an UploadedFile of its whole size, which is more than LONGHAND_MAX_FILE, and without content.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._size += len(raw_data)
        return raw_data if self._size <= settings.LONGHAND_MAX_FILE else None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        if self._size <= settings.LONGHAND_MAX_FILE:
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, self._size)
