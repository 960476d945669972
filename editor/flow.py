"""How much readers are sent over time: bursts go at once, and who sends on and on is slowed down."""

RATE = 200_000  # bytes a second, as they stand on the line
AT_ONCE = 1.0  # seconds of it that may go without a pause
LONGEST = 1.0  # seconds that anything holds up what comes next


class Flow:
    """The generic cell rate algorithm (ITU-T I.371), with a bound for what a large cell costs."""

    def __init__(self) -> None:
        self._used_up_to = 0.0  # the time by which the rate allows for what was sent

    def pause(self, length: int, now: float) -> float:
        """Seconds to wait after so many bytes, sent at `now`, before the next ones."""
        used = max(self._used_up_to, now - AT_ONCE) + length / RATE
        self._used_up_to = min(used, now + LONGEST)
        return max(self._used_up_to - now, 0.0)
