"""What is asked for often is done seldom, but after every request."""

import asyncio

from editor.throttle import Throttle


async def test_requests_that_gather_are_answered_at_once() -> None:
    asked, done = list[int](), asyncio.Queue[int]()

    def work() -> None:
        done.put_nowait(len(asked))

    throttle = Throttle(work, 0.05, delay=0.01)
    for number in range(100):
        asked.append(number)
        throttle.ask()
    assert await done.get() == 100
    asked.append(100)
    throttle.ask()
    assert await done.get() == 101
    assert done.empty()


async def test_what_is_asked_for_during_the_work_is_done_after_it() -> None:
    times, done = list[str](), asyncio.Event()

    def work() -> None:
        times.append("begun")
        if times == ["begun"]:
            throttle.ask()
            throttle.ask()
        else:
            done.set()
        times.append("ended")

    throttle = Throttle(work, 0.0, delay=0.0)
    throttle.ask()
    await done.wait()
    assert times == ["begun", "ended", "begun", "ended"]


async def test_who_does_it_in_place_of_the_next_time_does_it_as_seldom() -> None:
    done = asyncio.Queue[str]()
    throttle = Throttle(lambda: done.put_nowait("by itself"), 0.05, delay=0.0)
    throttle.ask()
    with throttle.instead() as now:
        assert now
    await asyncio.sleep(0.02)
    assert done.empty(), "what was asked for has been done instead"
    with throttle.instead() as now:
        assert not now, "it was done a moment ago"
    assert await done.get() == "by itself"


async def test_work_that_fails_is_done_again_when_it_is_asked_for() -> None:
    times, failed = 0, asyncio.Event()

    def work() -> None:
        nonlocal times
        times += 1
        failed.set()
        raise ValueError

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)
    throttle = Throttle(work, 0.0, delay=0.0)
    for expected in (1, 2):
        failed.clear()
        throttle.ask()
        await failed.wait()
        await asyncio.sleep(0)
        assert times == expected


async def test_what_is_held_may_be_done_instead_and_is_done_by_itself_later() -> None:
    done = asyncio.Queue[str]()
    throttle = Throttle(lambda: done.put_nowait("by itself"), 0.0, delay=0.0)
    throttle.hold(0.05)
    throttle.ask()
    await asyncio.sleep(0.02)
    assert done.empty()
    with throttle.instead() as now:
        assert now
    throttle.ask()
    assert await done.get() == "by itself"
