"""What it costs the server to give one frame to one more socket."""

from dataclasses import dataclass

from benchmarks.load import Load
from benchmarks.report import Row, Table
from benchmarks.served import served
from benchmarks.trial import Trial, run

SIZES = {100: 20, 500: 5, 2_000: 1}  # members of the room, and edits a second of the one of them who writes
MARK = 15  # µs

MEANING = f"""\
What one frame for one member costs the server, in µs of one core: what a room with that many members takes while one of
them writes, less what it takes while nobody does, and less what the edits cost a writer who is alone. The system's part
has the kernel's whole way through the loopback in it, that of the receiver too. The mark is {MARK} µs."""


@dataclass(frozen=True)
class Work:
    """A second of the server's. `user` and `system` are in seconds of one core."""

    user: float
    system: float
    deliveries: float  # of any frame to any member

    def __sub__(self, other: "Work") -> "Work":
        return Work(self.user - other.user, self.system - other.system, self.deliveries - other.deliveries)


def fanout(seconds: float) -> Table:
    with served("sqlite") as servers:

        def put(readers: int, rate: int) -> Trial:
            return run(Load.parse(f"1w{readers}r@{rate}"), servers, seconds)

        quiet = put(0, 0)
        rows = [
            row(put(members - 1, rate), put(members - 1, 0), put(0, rate), quiet) for members, rate in SIZES.items()
        ]
    return Table("A frame for one more member", MEANING, rows)


def row(busy: Trial, idle: Trial, alone: Trial, quiet: Trial) -> Row:
    """Of a room with one writer, of the same while it is idle, and of both without any readers."""
    crowd = work(busy) - work(idle)
    each = crowd - (work(alone) - work(quiet))
    return {
        "members": busy.load.connections,
        "edits/s": busy.tally.edits / busy.seconds,
        "frames/s": crowd.deliveries / busy.load.connections,
        "without changes/s": (busy.tally.bare / busy.seconds - idle.tally.bare / idle.seconds) / busy.load.connections,
        "deliveries/s": round(crowd.deliveries),
        "user µs": 1e6 * each.user / each.deliveries,
        "system µs": 1e6 * each.system / each.deliveries,
        "µs per delivery": 1e6 * (each.user + each.system) / each.deliveries,
        "idle CPU %": 100 * idle.server_cpu,
        "lost": busy.tally.lost,
        "closed": busy.tally.closed,
    }


def work(trial: Trial) -> Work:
    tally = trial.tally
    return Work(trial.server_user, trial.server_system, (tally.frames + tally.bare) / trial.seconds)
