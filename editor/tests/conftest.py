"""Fixtures of the server's tests, and where their randomness comes from.

Hypothesis prints with a failure the `@reproduce_failure` line that repeats it. The tests over real sockets draw from
a seed of their own, which stands in the head of every run; WIRE_SEED repeats it.
"""

import os
import random as randomness

import pytest
from hypothesis import HealthCheck, settings

from e2e import prepared

from .documents import Writer

# A busy machine is no fault of the code under test: hence no deadline
settings.register_profile("longhand", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("longhand")

SEED = os.environ.setdefault("WIRE_SEED", f"{randomness.getrandbits(32):08x}")  # one for all processes


def pytest_configure() -> None:
    prepared.share()


def pytest_report_header() -> str:
    return f"wire tests: WIRE_SEED={SEED}"


@pytest.fixture
def random(request: pytest.FixtureRequest) -> randomness.Random:
    """Randomness of this test's own, the same again with the same seed however few tests are run."""
    return randomness.Random(f"{SEED} {request.node.nodeid}")


@pytest.fixture
def ada() -> Writer:
    return Writer("ada-0001")


@pytest.fixture
def boris() -> Writer:
    return Writer("boris-0001")
