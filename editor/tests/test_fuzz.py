"""Whatever is sent to a server, it goes on; `make fuzz` does the same for longer."""

from pathlib import Path
from random import Random

from .fuzz.hunt import hunt

SECONDS = 15


async def test_anything_may_be_sent(tmp_path: Path, random: Random) -> None:
    seed = random.getrandbits(31)
    print(f"python -m editor.tests.fuzz --seed {seed} --seconds {SECONDS}")
    found = await hunt(tmp_path, seed, SECONDS)
    assert found.wrong == []
    assert found.answered["a frame"]
    assert found.answered["a refusal"]
    assert found.answered["200"]
    assert found.answered["400"]
