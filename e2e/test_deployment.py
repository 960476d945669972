"""People at different processes of one deployment notice nothing of that, whichever process ends, in whatever way."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from e2e.deployment import Deployment, deployment
from e2e.people import Arrive, Person, Stored, agree
from e2e.test_carets import NAMES, sees_caret
from e2e.test_files import SHOWN, png
from e2e.test_people import OTHERS
from e2e.test_two_people import GREEK, LATIN
from e2e.typist import Typist, type_at_once

pytestmark = pytest.mark.any_engine


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    with deployment(tmp_path_factory.mktemp("deployment")) as deployed:
        yield deployed


@pytest.fixture
def server(deployed: Deployment) -> Iterator[Deployment]:
    """Where everyone goes to in these tests: the router, behind which two processes serve."""
    deployed.start()
    before = [machine.log.stat().st_size for machine in deployed.machines]
    yield deployed
    for machine, size in zip(deployed.machines, before, strict=True):
        log = machine.log.read_bytes()[size:].decode(errors="replace")
        print(log)  # pytest shows it with a failure
        assert "Traceback" not in log, "an exception on the server"


@pytest.fixture
def ada(person: Arrive, room: str, server: Deployment) -> Person:
    ada = person("Ada", room)
    assert server.sockets == [1, 0]
    return ada


@pytest.fixture
def bob(ada: Person, person: Arrive, room: str, server: Deployment) -> Person:
    bob = person("Bob", room)
    assert server.sockets == [1, 1]
    return bob


def test_people_at_two_processes_write_in_one_paragraph(ada: Person, bob: Person, room: str, stored: Stored) -> None:
    bob.seat.click("#self")
    bob.write("Bob\n")
    ada.waits_for(OTHERS, ["Bob"])

    ada.click_block(0)
    ada.write("one three")
    bob.sees("one three")
    bob.click_before("one three", index=4)
    bob.write("two ")
    ada.has_caret("one two three|")
    sees_caret(ada, "one two three", index=8)
    ada.waits_for(NAMES, ["Bob"])
    sees_caret(bob, "one two three", index=13)
    assert agree(room, stored, ada, bob) == ["one two three"]


def test_whichever_process_a_request_comes_to(
    ada: Person, bob: Person, room: str, server: Deployment, tmp_path: Path
) -> None:
    pictures = [tmp_path / "first.png", tmp_path / "second.png"]
    ada.click_block(0)
    ada.write("words")
    ada.settled()
    for number, picture in enumerate(pictures, 1):
        picture.write_bytes(png())
        ada.click_block(0)
        ada.seat.choose("#file", picture)
        for each in (ada, bob):
            each.waits_for(SHOWN, ["words", *[picture.name for picture in reversed(pictures[:number])]])
    assert server.got(f"POST /document/{room}/files") == [1, 1]


def test_a_process_that_dies_while_people_type_and_comes_back(
    ada: Person, bob: Person, person: Arrive, room: str, stored: Stored, server: Deployment, random: Random
) -> None:
    dies, _ = server.machines
    ada.click_block(0)
    bob.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(bob, GREEK, random)

    type_at_once(latin, greek, letters=15)
    dies.kill()
    type_at_once(latin, greek, letters=30)
    agree(room, stored, ada, bob)
    assert server.sockets == [0, 2]

    dies.start()
    clara = person("Clara", room)
    assert server.sockets == [1, 2]
    type_at_once(latin, greek, letters=45)
    has_all(agree(room, stored, ada, bob, clara), latin, greek)


def test_a_deployment_while_people_type(
    ada: Person, bob: Person, room: str, stored: Stored, server: Deployment, random: Random
) -> None:
    ada.click_block(0)
    bob.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(bob, GREEK, random)

    type_at_once(latin, greek, letters=15)
    server.redeploy(meanwhile=lambda: type_at_once(latin, greek, letters=30))
    type_at_once(latin, greek, letters=45)
    has_all(agree(room, stored, ada, bob), latin, greek)
    for each in (ada, bob):
        trouble = each.seat.trouble()
        trouble[:] = [told for told in trouble if not told.startswith("503 ")]  # by the router, when nobody served


def has_all(blocks: list[str], *typists: Typist) -> None:
    """Everything that they have typed, once, in order, and nothing else."""
    text = "".join(blocks).replace("\n", "")
    for typist in typists:
        assert typist.own(text) == typist.typed
    assert len(text) == sum(len(typist.typed) for typist in typists)
