"""Fixtures: `uploads`, the folder that files are stored in, and `add`, someone who adds them to the room by a form."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

Add = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    uploads = settings.STORAGES["uploads"]
    uploads = uploads | {"OPTIONS": uploads["OPTIONS"] | {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"uploads": uploads}
    return folder


@pytest.fixture
def add(client: Client) -> Add:
    """`add(("name", b"content"), …, caret=["1", 0, 0], base=7)`"""

    def add(*files: tuple[str, bytes], room: str = "room", caret: Any = None, base: int = 0) -> HttpResponse:
        fields = {
            "file": [SimpleUploadedFile(name, content, "application/x-whatever") for name, content in files],
            "caret": json.dumps(caret) if caret else "",
            "base": str(base),
            "client": "ada-0001",
        }
        answer = client.post(f"/document/{room}/files", fields, headers={"HX-Request": "true"})
        assert isinstance(answer, HttpResponse)
        return answer

    return add
