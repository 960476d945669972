from __future__ import annotations

from pathlib import Path, PurePath

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile, File
from servestatic.storage import CompressedManifestStaticFilesStorage

from .bundle import bundled

try:
    import minify
except ImportError:  # not every platform has it; what is served there is longer and otherwise the same
    minify = None

BUNDLES = ("editor/editor.js", "editor/viewer.js", "css/page.css")
MINIFIED = {".css": "text/css", ".js": "application/javascript"}


class BundledStorage(CompressedManifestStaticFilesStorage):
    """Collects the editor's scripts as one and its style sheets as one, both without comments and long names, and every
    file under a name that tells its content."""

    def file_hash(self, name: str, content: File[bytes] | None = None) -> str | None:
        return super().file_hash(name, content and _served(name or "", content))  # the manifest's own has no name

    def _save(self, name: str, content: File[bytes]) -> str:
        return str(super()._save(name, _served(name, content)))  # type: ignore[misc]  # the stubs lack it


def _served(name: str, content: File[bytes]) -> File[bytes]:
    path = PurePath(name)
    kind = MINIFIED.get(path.suffix)
    if kind is None or ".min" in path.suffixes:
        return content
    unhashed = str(path.parent / path.name.partition(".")[0]) + path.suffix
    bundle = bundled(Path(str(finders.find(unhashed)))) if unhashed in BUNDLES else ""
    source = bundle or b"".join(content.chunks()).decode()
    return ContentFile((minify.string(kind, source) if minify else source).encode())
