"""Bursts go at once, sending on and on is slowed down to the rate, and nothing holds it up for long."""

import pytest

from editor.flow import AT_ONCE, LONGEST, RATE, Flow


@pytest.fixture
def flow() -> Flow:
    return Flow()


def test_what_keeps_to_the_rate_never_waits(flow: Flow) -> None:
    assert [flow.pause(RATE // 100, 1_000 + at / 50) for at in range(500)] == [0.0] * 500


def test_a_burst_goes_at_once_and_what_follows_waits(flow: Flow) -> None:
    assert flow.pause(int(AT_ONCE * RATE), 1_000) == 0
    assert flow.pause(RATE // 10, 1_000) == pytest.approx(0.1)
    assert flow.pause(RATE // 10, 1_000.1) == pytest.approx(0.1)
    assert flow.pause(RATE // 10, 1_002) == 0


def test_who_sends_on_and_on_comes_to_the_rate(flow: Flow) -> None:
    now, sent = 1_000.0, 0
    for _ in range(1_000):
        now += flow.pause(7_000, now)
        sent += 7_000
    assert sent / (now - 1_000 + AT_ONCE) == pytest.approx(RATE, rel=0.01)


def test_nothing_holds_it_up_for_long(flow: Flow) -> None:
    assert flow.pause(100 * RATE, 1_000) == LONGEST
    assert flow.pause(1, 1_000 + LONGEST) < 0.001
