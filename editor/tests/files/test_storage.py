"""Where files are stored, by what the environment says. Nothing is asked of any other machine."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from .bucket import bucket

ROOT = Path(__file__).resolve().parents[3]
# What the storage is, and what it would do: its options, and the address that it would ask for a file
TELL = """
import json, django
django.setup()
from django.core.files.storage import storages
storage = storages["uploads"]
told = {"class": type(storage).__name__}
if told["class"] == "S3Storage":
    client = storage.connection.meta.client
    told |= {"address": client.generate_presigned_url("get_object", {"Bucket": storage.bucket_name, "Key": "ab/abc"})}
    told |= {"acl": storage.default_acl, "region": client.meta.region_name}
else:
    told |= {"location": str(storage.base_location), "mode": storage.file_permissions_mode}
print(json.dumps(told))
"""
USE = """
import json, django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import storages
storage, content = storages["uploads"], b"some bytes" * 300_000
storage.save("ab/abc", ContentFile(content))
storage.save("ab/gone", ContentFile(content))
storage.delete("ab/gone")
try:
    storage.open("ab/gone")
except FileNotFoundError:
    print(json.dumps({"same": storage.open("ab/abc").read() == content}))
"""


def told(folder: Path, script: str = TELL, **environment: str) -> dict[str, Any]:
    """What a process of its own tells, which knows of nothing but these variables."""
    nothing = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "HOME": str(folder)}
    settings = {"DJANGO_SETTINGS_MODULE": "project.settings", "DATA_DIR": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=nothing | settings | environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_folder_that_nobody_else_reads(tmp_path: Path) -> None:
    folder = {"class": "DurableStorage", "location": str(tmp_path / "files"), "mode": 0o600}
    assert told(tmp_path) == told(tmp_path, FILES_BUCKET="", FILES_ENDPOINT="https://store.example") == folder


def test_what_is_saved_is_on_the_disk(uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    storages["uploads"].save("ab/abc", ContentFile(b"content"))
    file = uploads / "ab" / "abc"
    assert synced == [each.stat().st_ino for each in (file, file.parent, uploads, uploads.parent)]


def test_a_bucket_of_a_store_of_ones_own(tmp_path: Path) -> None:
    keys = {"FILES_ACCESS_KEY": "the-key", "FILES_SECRET_KEY": "secret"}
    store = told(tmp_path, FILES_BUCKET="notes", FILES_ENDPOINT="https://store.example", FILES_REGION="here", **keys)
    address = store.pop("address")
    assert address.startswith("https://store.example/notes/ab/abc?X-Amz-Algorithm=AWS4-HMAC-SHA256")
    assert "the-key" in address
    assert "secret" not in address
    assert store == {"class": "S3Storage", "acl": None, "region": "here"}


def test_a_bucket_of_amazons(tmp_path: Path) -> None:
    keys = {"FILES_ACCESS_KEY": "the-key", "FILES_SECRET_KEY": "secret"}
    store = told(tmp_path, FILES_BUCKET="notes", FILES_REGION="eu-central-1", **keys)
    assert store["address"].startswith("https://notes.s3.")


def test_a_bucket_holds_what_is_put_into_it(tmp_path: Path) -> None:
    keys = {"FILES_ACCESS_KEY": "the-key", "FILES_SECRET_KEY": "secret", "FILES_REGION": "here"}
    with bucket() as (address, held):
        assert told(tmp_path, USE, FILES_BUCKET="notes", FILES_ENDPOINT=address, **keys) == {"same": True}
        assert held == {"/notes/ab/abc": b"some bytes" * 300_000}
