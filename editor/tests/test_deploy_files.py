"""The files for deploying fit the product: they name settings that exist, and what it was tested with."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from e2e.server import ROOT, Server

from .test_docs import FIRST_CELL, read

OF_OTHERS = {"POSTGRES_USER", "POSTGRES_PASSWORD", "SITE", "UPSTREAM", "PATH", "PYTHONUNBUFFERED"}
NAMES = {
    "compose.yaml": r"^ +([A-Z_]+): ",
    "longhand.env": r"^#?([A-Z_]+)=",
    "longhand@.service": r"\b([A-Z_]{4,})=",
    "Dockerfile": r"\b([A-Z_]{4,})=",
}


@pytest.mark.parametrize(("file", "names"), NAMES.items(), ids=NAMES)
def test_they_set_nothing_that_does_not_exist(file: str, names: str) -> None:
    found = set(re.findall(names, read(f"docs/deploy/{file}"), re.MULTILINE))
    assert found - OF_OTHERS
    assert found - OF_OTHERS <= set(FIRST_CELL.findall(read("docs/settings.md")))


def test_a_container_gets_every_setting_that_stands_beside_its_own() -> None:
    """Compose itself hands on none of `.env`: it only puts into the file what the file asks for by name."""
    _, _, rest = read("docs/deploy/compose.yaml").partition("\nx-longhand: &longhand\n")
    every_container_of_longhand, _, _ = rest.partition("\n\n")
    assert "  env_file: .env\n" in every_container_of_longhand


def test_platforms_take_it_for_python_and_for_nothing_else() -> None:
    """They look into the root alone, for other languages first, and build with the first one that they find there."""
    assert all((ROOT / name).is_file() for name in ("requirements.txt", ".python-version", "manage.py", "Procfile"))
    others = "Dockerfile Gemfile package.json composer.json go.mod Pipfile poetry.lock uv.lock runtime.txt"
    assert [name for name in others.split() if (ROOT / name).exists()] == []


def test_the_image_has_the_python_that_platforms_are_told_of() -> None:
    assert f"FROM python:{read('.python-version').strip()}-slim\n" in read("docs/deploy/Dockerfile")


def test_the_image_has_what_it_copies_and_no_more() -> None:
    copied = re.findall(r"^COPY (.*) \S+$", read("docs/deploy/Dockerfile"), re.MULTILINE)
    let_in = re.findall(r"^!(.*)$", read("docs/deploy/Dockerfile.dockerignore"), re.MULTILINE)
    assert sorted(" ".join(copied).split()) == sorted(let_in)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here to ask about its unit")
def test_systemd_understands_all_of_its_unit() -> None:
    unit = ROOT / "docs/deploy/longhand@.service"
    asked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
    complaints = [line for line in asked.stderr.splitlines() if unit.name in line and "not executable" not in line]
    assert complaints == []


def test_what_is_in_the_image_is_enough_to_serve(tmp_path: Path) -> None:
    """As `docker build` and `docker run` do it, but for the packages, with nothing else of the project in reach."""
    recipe, image = read("docs/deploy/Dockerfile"), tmp_path / "image"
    for name in re.findall(r"^!(.*)$", read("docs/deploy/Dockerfile.dockerignore"), re.MULTILINE):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, image / name, ignore=shutil.ignore_patterns("tests", "__pycache__"))
        else:
            image.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, image)
    (collect,) = re.findall(r"^RUN .*(python manage\.py collectstatic[^\\\n]*)", recipe, re.MULTILINE)
    (start,) = re.findall(r"^CMD (\[.*\])$", recipe, re.MULTILINE)
    places = {"DATA_DIR": str(tmp_path / "data"), "STATIC_DIR": str(image / "collected")}
    server = Image(tmp_path, command=shlex.join(["exec", *json.loads(start)]), settings=places, image=image)
    server.build(collect)
    server.start()
    try:
        with urlopen(f"{server.url}/", timeout=20) as answer:
            assert b"/static/" in answer.read()
    finally:
        server.stop()


class Image(Server):
    """The product in a folder of its own."""

    def __init__(self, *arguments: Any, image: Path, **options: Any) -> None:
        self._image = image
        super().__init__(*arguments, **options)

    def build(self, collect: str) -> None:
        for command in (collect, "python manage.py migrate --no-input"):
            subprocess.run(
                ["sh", "-c", command],
                cwd=self._image,
                env=self._environment,
                check=True,
                capture_output=True,
                timeout=60,
            )

    def _prepare(self) -> None: ...

    def _spawn(self, command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                ["sh", "-c", command], cwd=self._image, env=self._environment, stdout=log, stderr=log
            )
