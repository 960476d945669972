"""Recorded editing of real people, typed once more through the scripts of a page and a server as it is deployed.

The recordings are not part of the project: they are those of github.com/josephg/editing-traces. LONGHAND_TRACES names
the folder that has them; without them the tests are skipped, unless LONGHAND_REQUIRE_TRACES is 1.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.server import Server

from .browser.node import node

ROOT = Path(__file__).resolve().parents[2]
TRACES = Path(os.environ.get("LONGHAND_TRACES") or ROOT.parent / "shared" / "traces")
REPLAY = Path(__file__).parent / "browser" / "replay.js"

ONE_AUTHOR, TWO_AUTHORS = "json-crdt-blog-post", "friendsforever"

Replays = dict[str, subprocess.Popen[str]]


@pytest.mark.parametrize("name", [ONE_AUTHOR, TWO_AUTHORS])
def test_every_page_and_the_server_end_in_the_recorded_text(name: str, replays: Replays) -> None:
    output, _ = replays[name].communicate(timeout=600)
    print(output)
    assert replays[name].returncode == 0, output


@pytest.fixture(scope="module")
def replays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replays]:
    """Both at once, for each mostly waits for the server."""
    recordings = {name: TRACES / f"{name}.json.gz" for name in (ONE_AUTHOR, TWO_AUTHORS)}
    if not all(recording.exists() for recording in recordings.values()):
        missing = pytest.fail if os.environ.get("LONGHAND_REQUIRE_TRACES") == "1" else pytest.skip
        missing(f"there are no recordings in {TRACES}; LONGHAND_TRACES names the folder that has them")
    server = Server(tmp_path_factory.mktemp("traces"))
    server.start()
    started = {name: _replay(server.port, name, recording) for name, recording in recordings.items()}
    yield started
    for replay in started.values():
        replay.kill()
        replay.wait()
    server.stop()
    assert "Traceback" not in server.log.read_text(), server.log.read_text()


def _replay(port: int, name: str, recording: Path) -> subprocess.Popen[str]:
    command = [node(), str(REPLAY), f"ws://127.0.0.1:{port}/ws/editor/{name}/", str(recording)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
