"""The files for deploying fit the product: they name settings that exist, and what it was tested with."""

import re

import pytest

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


def test_the_image_has_the_python_that_platforms_are_told_of() -> None:
    assert f"FROM python:{read('.python-version').strip()}-slim\n" in read("docs/deploy/Dockerfile")


def test_the_image_has_what_it_copies_and_no_more() -> None:
    copied = re.findall(r"^COPY (.*) \S+$", read("docs/deploy/Dockerfile"), re.MULTILINE)
    let_in = re.findall(r"^!(.*)$", read("docs/deploy/Dockerfile.dockerignore"), re.MULTILINE)
    assert sorted(" ".join(copied).split()) == sorted(let_in)
