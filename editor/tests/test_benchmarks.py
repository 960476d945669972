"""The load generator counts what it should; how fast anything is, is nobody's business here."""

from pathlib import Path

import pytest

from benchmarks import cores, peers, plot, report, suite
from benchmarks.load import Load
from benchmarks.peers.crew import as_tally
from benchmarks.reader import Reader
from benchmarks.room import Frame, Room
from benchmarks.served import served
from benchmarks.tally import tally
from benchmarks.trial import Trial, run

TYPED = {"⟨0:0⟩": 10.0, "⟨0:1⟩": 11.0, "⟨0:2⟩": 13.0}


@pytest.fixture(scope="module")
def trial() -> Trial:
    """With the people of one room in two processes."""
    with served("sqlite") as servers, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cores, "processes", lambda: 2)
        return run(Load.parse("2w2r/3blocks/4changes"), servers, seconds=2)


def test_everyone_receives_what_the_others_type(trial: Trial) -> None:
    result = trial.tally
    assert result.edits
    assert result.latencies.total() == result.edits * 3
    assert (result.lost, result.doubled, result.refused, result.closed) == (0, 0, 0, 0)


def test_every_number_is_reported(trial: Trial, tmp_path: Path) -> None:
    row = trial.row()
    for name in (
        "edits/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "deliveries/s",
        "frames/s",
        "join s",
        "MB before",
        "MB after",
    ):
        assert 0 < float(row[name]) < float("inf"), name
    path = tmp_path / "results"
    plots = plot.latencies(path, [row])
    report.write(path, {"system": "any"}, [report.Table("Loads", "Some.", [row])], plots)
    written = path.with_suffix(".md").read_text()
    assert all(f"| {name} " in written for name in row)
    assert path.with_suffix(".json").exists()
    assert plots[0].read_text().count("<circle") == 3


def test_what_somebody_has_not_received_is_lost() -> None:
    result = tally([received("⟨0:0⟩", "⟨0:2⟩")], {"room": TYPED}, window=(0, 20))
    assert (result.lost, result.doubled, result.deliveries) == (1, 0, 2)


def test_what_comes_twice_is_doubled() -> None:
    result = tally([received(*TYPED, "⟨0:1⟩")], {"room": TYPED}, window=(0, 20))
    assert (result.lost, result.doubled, result.deliveries) == (0, 1, 3)


def test_latencies_are_those_of_what_was_typed_in_the_window() -> None:
    result = tally([received(*TYPED)], {"room": TYPED}, window=(10.5, 12))
    assert result.percentile(0.5) == result.percentile(0.99) == 4_000


@pytest.mark.parametrize("name", ["", "fast", "50", "50w/oracle", "most"])
def test_what_is_no_load_is_not_guessed(name: str) -> None:
    with pytest.raises(ValueError, match="no load"):
        Load.parse(name)


def test_a_name_tells_everything_of_a_load() -> None:
    load = Load.parse("500x2w3r@1.5/own/10blocks/20changes/postgresql")
    assert (load.rooms, load.writers, load.readers, load.rate) == (500, 2, 3, 1.5)
    assert (load.blocks, load.connections, load.stack) == (2, 2500, "postgresql")
    assert (load.paragraphs, load.changes) == (10, 20)


def test_a_name_tells_of_whose_server_the_load_is() -> None:
    peer, load = peers.parse("hocuspocus/500x2w3r@1.5/own/10blocks")
    assert (peer, load.name) == ("hocuspocus", "hocuspocus/500x2w3r@1.5/own/10blocks")
    assert (load.rooms, load.writers, load.readers, load.rate) == (500, 2, 3, 1.5)
    assert (load.blocks, load.paragraphs) == (2, 10)
    assert peers.peer_of("sharedb/50w") == "sharedb"
    assert not peers.peer_of("50w/postgresql")


@pytest.mark.parametrize("name", ["sharedb", "sharedb/most", "sharedb/2w/postgresql", "sharedb/2w/4changes", "word/2w"])
def test_what_is_no_load_for_a_peer_is_not_guessed(name: str) -> None:
    with pytest.raises(ValueError, match="no load"):
        suite.check([name])


def test_a_peer_needs_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    suite.check(["50w"])
    with pytest.raises(ValueError, match="Node"):
        suite.check(["50w", "sharedb/50w"])


def test_every_peer_has_its_programs_and_its_version() -> None:
    for name, peer in peers.PEERS.items():
        assert (peers.FOLDER / "servers" / f"{name}.js").exists()
        assert (peers.FOLDER / "clients" / f"{name}.js").exists()
        assert peer.version[0].isdigit()


def test_what_two_processes_counted_is_added_up() -> None:
    counted = {"edits": 1, "late": 0, "deliveries": 2, "frames": 2, "lost": 1, "doubled": 0, "refused": 0, "closed": 0}
    result = as_tally(counted | {"latencies": {"40": 1}}) + as_tally(counted | {"latencies": {"40": 1, "80": 1}})
    assert (result.edits, result.deliveries, result.lost) == (2, 4, 2)
    assert (result.percentile(0.5), result.percentile(0.99)) == (4, 8)


def received(*tokens: str) -> Reader:
    """Someone who has received these, a frame each, at 15 seconds."""
    reader = Reader(Room("room", 0, {}), "reader-0")
    for token in tokens:
        reader.frames.append(Frame(1, 1, {}, [token]))
        reader.times.append(15.0)
    return reader
