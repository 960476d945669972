"""The load generator counts what it should; how fast anything is, is nobody's business here."""

import asyncio
import json
import re
from array import array
from html import escape
from pathlib import Path

import pytest

from benchmarks import cores, fanout, growth, peers, plot, report, suite
from benchmarks.kill import longest_gap, verdict
from benchmarks.load import Load
from benchmarks.peers.crew import as_tally
from benchmarks.reader import Reader
from benchmarks.returning import Returning
from benchmarks.room import Frame, Room
from benchmarks.served import served
from benchmarks.tally import Tally, tally
from benchmarks.trial import Trial, run
from benchmarks.websocket import MASK

TYPED = {"⟨0:0⟩": 10.0, "⟨0:1⟩": 11.0, "⟨0:2⟩": 13.0}


@pytest.fixture(scope="module")
def trial() -> Trial:
    """With the people of one room in two processes."""
    with served("sqlite") as servers, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cores, "processes", lambda servers: 2)
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
        "server ms/edit",
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


@pytest.mark.parametrize("name", ["", "fast", "50", "50w/oracle", "50w/0processes", "most"])
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


@pytest.mark.parametrize(
    ("stack", "number"), [("sqlite", 1), ("postgresql", 1), ("valkey", 2), ("1processes", 1), ("4processes", 4)]
)
def test_a_stack_tells_how_many_processes_serve(stack: str, number: int) -> None:
    assert Load.parse(f"50w/{stack}").processes == number


@pytest.mark.parametrize(
    ("all_cores", "servers", "others"),
    [
        ([], [set(), set(), set()], set()),
        ([4], [{4}, {4}, {4}], {4}),
        ([4, 5], [{4}, {4}, {4}], {5}),
        ([4, 5, 6], [{4}, {5}, {4}], {6}),
        ([4, 5, 6, 7, 8], [{4}, {5}, {6}], {7, 8}),
    ],
)
def test_each_process_has_a_core_as_far_as_one_is_left(
    all_cores: list[int], servers: list[set[int]], others: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "_all", all_cores)
    assert (cores.servers(3), cores.others(3)) == (servers, others)


def test_what_stores_alike_is_measured_together() -> None:
    names = ["2w/4processes", "2w", "most/2processes", "2w/postgresql", "3w/4processes", "2w/valkey", "most"]
    suite.check(names)
    assert [(stack, list(some)) for stack, some in suite.by_stack(names)] == [
        ("sqlite", ["2w", "most"]),
        ("postgresql", ["2w/postgresql"]),
        ("2processes", ["most/2processes"]),
        ("valkey", ["2w/valkey"]),
        ("4processes", ["2w/4processes", "3w/4processes"]),
    ]


def test_a_delivery_costs_what_a_crowd_takes_beyond_an_idle_one_and_beyond_its_edits() -> None:
    row = fanout.row(
        busy=trial_of("1w99r@20", Tally(edits=80, frames=8_000, bare=1_200), user=0.110, system=0.060),
        idle=trial_of("1w99r@0", Tally(bare=400), user=0.015, system=0.005),
        alone=trial_of("1w0r@20", Tally(edits=80, frames=80, bare=12), user=0.078, system=0.044),
        quiet=trial_of("1w0r@0", Tally(bare=4), user=0.003, system=0.002),
    )
    assert row["deliveries/s"] == 2_200
    assert row["frames/s"] == pytest.approx(22)
    assert row["without changes/s"] == pytest.approx(2)
    deliveries = (9_200 - 400 - (92 - 4)) / 4
    assert row["user µs"] == pytest.approx(1e6 * 0.020 / deliveries)
    assert row["system µs"] == pytest.approx(1e6 * 0.013 / deliveries)
    assert row["µs per delivery"] == pytest.approx(1e6 * 0.033 / deliveries)


def figures(load: str, latency: float) -> report.Row:
    return {"load": load, "p95 ms": latency, "server ms/edit": 2.0}


def trial_of(load: str, result: Tally, user: float, system: float) -> Trial:
    """A load that was measured for four seconds."""
    return Trial(Load.parse(load), 4, result, user, system, 0, 0, 0, 0, 0)


def test_what_was_acknowledged_is_to_stand_in_the_document_once() -> None:
    first, second = returning(0, "⟨0:0⟩", "⟨0:1⟩"), returning(1, "⟨1:0⟩")
    frames = [Frame(1, 1, {}, ["⟨0:0⟩", "⟨1:0⟩"]), Frame(2, 2, {"1": "# Minutes", "2": "⟨0:0⟩⟨1:0⟩⟨1:0⟩"}, ["⟨0:1⟩"])]
    for each in (first, second):
        each.frames, each.times, each.frame = list(frames), array("d", [1.0, 2.0]), frames[-1]
    right, stale = "# Minutes\n\n⟨0:0⟩⟨1:0⟩⟨1:0⟩", "# Minutes\n\n"
    assert verdict([first, second], [right, stale]) == {
        "acknowledged": 3,
        "missing": 1,
        "lost": 0,
        "doubled": 1,
        "refused": 0,
        "differing": 1,
    }
    second.frames, second.times = frames[:1], array("d", [1.0])
    assert verdict([first, second], [right])["lost"] == 1


def test_an_edit_without_an_answer_is_sent_again_and_one_that_waited_for_the_first_time() -> None:
    line = Line()
    writer = returning(0)
    come_again(writer, line, HEARTBEAT)
    edit = type_token(writer)
    assert line.messages == [edit]
    writer.connection_lost(None)
    come_again(writer, line, HEARTBEAT)
    assert line.messages == [edit, edit]
    assert (writer.sent_again, writer.answered_on_return, len(writer.absences)) == (1, 0, 1)

    writer.connection_lost(None)
    come_again(writer, line, ANSWER)
    assert line.messages == [edit, edit]
    assert (writer.sent_again, writer.answered_on_return, len(writer.absences)) == (1, 1, 2)

    writer.connection_lost(None)
    edit_made_away = type_token(writer)
    assert line.messages == [edit, edit]
    come_again(writer, line, HEARTBEAT)
    assert line.messages == [edit, edit, edit_made_away]
    assert (writer.sent_again, writer.answered_on_return, len(writer.absences)) == (1, 1, 3)


def test_loads_that_differ_in_one_dimension_alone_show_how_cost_grows(tmp_path: Path) -> None:
    names = [
        "50w",
        "10w",
        "10w@8",
        "10w200r",
        "10w/9blocks/postgresql",
        "10w/postgresql",
        "10w/2processes",
        "10w/3processes",
    ]
    rows = [figures(name, 7.0 * (number + 1)) for number, name in enumerate(names)]
    rows += [figures("10w", 1.0), figures("99w", float("inf")), figures("99w", 0), figures("someone/50w", 1.0)]
    found = {dimension: growth.series(rows, dimension) for dimension in growth.DIMENSIONS}
    values = {dimension: {base: list(line) for base, line in lines.items()} for dimension, lines in found.items()}
    assert values == {
        "writers": {"sqlite": [10, 50]},
        "readers": {"10w sqlite": [0, 200]},
        "paragraphs": {"10w postgresql": [0, 9]},
        "changes": {},
        "processes": {"10w": [1, 2, 3]},
    }
    assert found["writers"]["sqlite"][10]["p95 ms"] == 14  # the first of those of that name

    [picture] = growth.plot(tmp_path / "results", rows)
    svg = picture.read_text()
    [(width, height)] = re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)
    points = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(points) == 2 * (2 + 2 + 2 + 3)
    assert all(0 < float(x) < float(width) and 0 < float(y) < float(height) for x, y in points)


def test_nothing_that_grows_needs_no_picture(tmp_path: Path) -> None:
    assert growth.plot(tmp_path / "results", [figures("10w", 7.0), {"blocks": 10}]) == []


def test_a_gap_may_be_at_either_end() -> None:
    assert longest_gap([1.0, 2.0, 4.0], 0.5, 5.0) == 2.0
    assert longest_gap([1.0, 2.0, 4.0], -3.0, 4.5) == 4.0
    assert longest_gap([1.0], 2.0, 9.0) == 7.0


SYNC = '<i id="sync" hidden hx-swap-oob="true" data-revision="{}" data-changes="{}"></i>'
HEARTBEAT = SYNC.format(0, "[]").encode()
CHANGES = [{"rev": 1, "by": "writer-0", "seq": 1, "ops": [["ins", "2", 0, "⟨0:0⟩"]], "then": []}]
ANSWER = SYNC.format(1, escape(json.dumps(CHANGES, ensure_ascii=False))).encode()


class Line(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.messages.append(bytes(data).partition(MASK)[2].decode())


def returning(number: int, *tokens: str) -> Returning:
    """Someone who has typed these."""
    writer = Returning(Room("room", 0, {"1": "# Minutes", "2": ""}), number, "2", ["http://one", "http://two"])
    writer.sent = dict.fromkeys(tokens, 1.0)
    return writer


def come_again(writer: Returning, line: Line, first: bytes) -> None:
    writer._transport = line
    writer.received(first, deflated=False)


def type_token(writer: Returning) -> str:
    writer._waiting.append(f"⟨0:{writer._seq}⟩")
    writer._send_waiting()
    return writer._message


def received(*tokens: str) -> Reader:
    """Someone who has received these, a frame each, at 15 seconds."""
    reader = Reader(Room("room", 0, {}), "reader-0")
    for token in tokens:
        reader.frames.append(Frame(1, 1, {}, [token]))
        reader.times.append(15.0)
    return reader
