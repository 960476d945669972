"""Stacks that a sampling profiler has seen, and the shares of functions in them, in percent."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

LINE = re.compile(r":\d+\)$")
OURS = re.compile(r"\((?:editor|project)/")

Stack = tuple[str, ...]  # from the outermost function to the innermost


class Samples:
    def __init__(self, stacks: Counter[Stack]) -> None:
        self._stacks = stacks
        self._total = stacks.total()

    @classmethod
    def read(cls, path: Path) -> "Samples":
        """From py-spy's raw format: a line is a stack and how often it was seen."""
        stacks = Counter[Stack]()
        for line in path.read_text().splitlines():
            names, _, number = line.rpartition(" ")
            stacks[tuple(LINE.sub(")", name) for name in names.split(";"))] += int(number)
        return cls(stacks)

    def within(self) -> dict[str, float]:
        """The share in each of the product's own functions and in all that it calls."""
        return self._count(lambda stack: {name for name in stack if OURS.search(name)})

    def innermost(self) -> dict[str, float]:
        """The share in each function itself."""
        return self._count(lambda stack: {stack[-1]})

    def _count(self, names: Callable[[Stack], set[str]]) -> dict[str, float]:
        counted = Counter[str]()
        for stack, number in self._stacks.items():
            for name in names(stack):
                counted[name] += number
        return {name: 100 * number / self._total for name, number in counted.items()}
