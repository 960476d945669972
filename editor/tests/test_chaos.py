"""Nothing is lost while lines break and servers die; `make chaos` does the same for longer."""

from pathlib import Path
from random import Random

import pytest

from .chaos.drill import drill

FAULTS = {"sqlite": 58, "postgresql": 63}  # each kind once, and those of lines a few times
WRITERS = 4


@pytest.mark.parametrize("stack", FAULTS)
async def test_nothing_is_lost(stack: str, tmp_path: Path, random: Random) -> None:
    seed = random.getrandbits(31)
    print(f"python -m editor.tests.chaos --stack {stack} --seed {seed} --faults {FAULTS[stack]} --writers {WRITERS}")
    outcome = await drill(stack, tmp_path, seed, FAULTS[stack], WRITERS)
    assert outcome.losses == []
    assert outcome.course.survived.total() == FAULTS[stack]
    assert all(account.typed and account.deleted for account in outcome.accounts)
