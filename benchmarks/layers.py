"""python -m benchmarks.layers: what an announcement costs on the channel layers that channels_redis has."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time, time
from typing import Any, NamedTuple

import psutil
from django.utils.module_loading import import_string

from editor.tests.chaos.services import Valkey

LAYERS = ("channels_redis.core.RedisChannelLayer", "channels_redis.pubsub.RedisPubSubChannelLayer")
ROOMS = 1000  # that each process is in
SPACED, PAUSE = 200, 0.01  # announcements, and seconds between two
AT_ONCE = 2000
QUIET = 3.0  # seconds after which nothing more comes


class Heard(NamedTuple):
    joining: float  # seconds
    latencies: list[float]  # seconds
    times: list[float]


def main() -> None:
    print("layer   processes  size   ms: median  95 %   at once: a second   lost   CPU µs: sender  Valkey   rooms/s")
    with TemporaryDirectory() as directory:
        valkey = Valkey(Path(directory))
        for processes in (2, 8):
            for size in (1_000, 20_000):
                for backend in LAYERS:
                    print(_row(valkey, backend, processes, size), flush=True)
        valkey.stop()


def _row(valkey: Valkey, backend: str, processes: int, size: int) -> str:
    spaced, _ = _measure(valkey, backend, processes, size, SPACED, PAUSE)
    latencies = [latency * 1000 for heard in spaced for latency in heard.latencies]
    at_once, (sender, server, began) = _measure(valkey, backend, processes, size, AT_ONCE, 0)
    got = sum(len(heard.times) for heard in at_once)
    rate = got / processes / (max(last for heard in at_once for last in heard.times[-1:]) - began)
    joining = ROOMS / median(heard.joining for heard in at_once)
    return (
        f"{backend.split('.')[1]:7} {processes:9}  {size // 1000:2} KB {median(latencies):11.2f} "
        f"{quantiles(latencies, n=20)[-1]:6.2f} {rate:19.0f} {1 - got / AT_ONCE / processes:7.1%} "
        f"{sender / AT_ONCE * 1e6:15.0f} {server / AT_ONCE * 1e6:7.0f} {joining:9.0f}"
    )


def _measure(
    valkey: Valkey, backend: str, processes: int, size: int, number: int, pause: float
) -> tuple[list[Heard], tuple[float, float, float]]:
    """What each process heard; seconds of the processor for the sender and for Valkey, and when it began."""
    context = multiprocessing.get_context("fork")
    pipes = list[Connection]()
    for _ in range(processes):
        here, there = context.Pipe()
        context.Process(target=_process, args=(backend, valkey.url, number, there), daemon=True).start()
        pipes.append(here)
    joining = [pipe.recv() for pipe in pipes]
    server = psutil.Process(valkey.pid)
    began, used, served = time(), process_time(), sum(server.cpu_times()[:2])
    asyncio.run(_send(backend, valkey.url, size, number, pause))
    used = process_time() - used
    heard = [Heard(took, *pipe.recv()) for took, pipe in zip(joining, pipes, strict=True)]
    return heard, (used, sum(server.cpu_times()[:2]) - served, began)


async def _send(backend: str, url: str, size: int, number: int, pause: float) -> None:
    """One behind the other, as `editor.announcements` does."""
    layer = import_string(backend)(hosts=[url])
    for room in _rooms(number):
        await layer.group_send(room, {"type": "frame", "sent": time(), "frame": "x" * size})
        await asyncio.sleep(pause)


def _process(backend: str, url: str, number: int, pipe: Connection) -> None:
    asyncio.run(_listen(import_string(backend)(hosts=[url]), number, pipe))


async def _listen(layer: Any, number: int, pipe: Connection) -> None:
    channel = await layer.new_channel()
    began = time()
    for room in _rooms(ROOMS):
        await layer.group_add(room, channel)
    pipe.send(time() - began)
    latencies, times = list[float](), list[float]()
    with suppress(TimeoutError):
        while len(times) < number:
            async with asyncio.timeout(QUIET if times else None):
                message = await layer.receive(channel)
            times.append(time())
            latencies.append(times[-1] - message["sent"])
    pipe.send((latencies, times))


def _rooms(number: int) -> Iterator[str]:
    return (f"room.{each % ROOMS:040}" for each in range(number))


if __name__ == "__main__":
    main()
