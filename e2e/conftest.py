"""Fixtures of the browser tests.

`server`, `room`, `stored`, `network`, `person` and `random`; and three ways to get a browser window: `seat`,
`unscripted`, whose pages run no scripts, and `own_browser`, which can be hidden, sleep and be killed.

    pytest e2e --browser chromium --browser firefox --browser webkit

E2E_SEED repeats the rooms and keystrokes of an earlier run; its seed stands in the head of every run.
"""

import os
import random as randomness
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright

from e2e import engines, prepared
from e2e.chromium import ChromiumProfile
from e2e.engines import Engine
from e2e.firefox import FirefoxProfile
from e2e.network import Network, networks
from e2e.own_browser import OwnBrowserSeat
from e2e.people import Arrive, Person, Stored
from e2e.playwright_seat import PlaywrightSeat
from e2e.profiles import ProfileSeat
from e2e.seating import attended
from e2e.seats import Seat
from e2e.server import Server
from e2e.webkitgtk import open_minibrowser

MakeSeat = Callable[[], Seat]

SEED = os.environ.setdefault("E2E_SEED", f"{randomness.getrandbits(32):08x}")  # one for all processes


def pytest_configure(config: pytest.Config) -> None:
    """Two markers, and others' warnings about themselves."""
    prepared.share()
    for marker in (
        "any_engine: what it sees is the server's doing, so one engine is enough",
        "engines(*names): where people can be made to do it",
    ):
        config.addinivalue_line("markers", marker)
    config.addinivalue_line("filterwarnings", "ignore:Session-scoped fixtures defined as:DeprecationWarning")
    config.addinivalue_line("filterwarnings", "ignore:setting remote_server_addr:DeprecationWarning")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    first, *_ = config.getoption("--browser") or ["chromium"]
    left = [item for item in items if not _belongs(item, first)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _belongs(item: pytest.Item, first: str) -> bool:
    """Whether the test is for its engine: what any engine can show is for the first one."""
    callspec = getattr(item, "callspec", None)
    engine = callspec and callspec.params.get("browser_name")
    if engine is None:
        return True
    if able := item.get_closest_marker("engines"):
        return engine in able.args
    return engine == first or not item.get_closest_marker("any_engine")


def pytest_report_header() -> str:
    return f"browser tests: E2E_SEED={SEED}"


@pytest.fixture
def random(request: pytest.FixtureRequest) -> randomness.Random:
    """Randomness of this test's own, the same again with the same seed however few tests are run."""
    print(f"E2E_SEED={SEED}")  # pytest shows it with a failure
    return randomness.Random(f"{SEED} {request.node.nodeid}")


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def server(deployed: Server) -> Iterator[Server]:
    """The running product; a test may stop, kill and start it. A traceback in its log fails the test."""
    deployed.start()
    before = deployed.log.stat().st_size
    yield deployed
    log = deployed.log.read_bytes()[before:].decode(errors="replace")
    print(log)  # pytest shows it with a failure
    assert "Traceback" not in log, "an exception on the server"


@pytest.fixture
def room(random: randomness.Random) -> str:
    return f"room-{random.getrandbits(64):016x}"


@pytest.fixture
def stored(server: Server) -> Stored:
    """The Markdown of a room as the server has it."""
    return server.markdown


@pytest.fixture
def network(server: Server) -> Iterator[Callable[[], Network]]:
    """Makes a way to the server for one person, to be cut or slowed down while everyone else keeps theirs."""
    with networks(server.port) as make:
        yield make


@pytest.fixture
def person(seat: MakeSeat, server: Server) -> Arrive:
    """Someone who has opened the room, in a `seat` unless the test has another: `person("Ada", room, network())`."""

    def arrive(name: str, room: str, way: Network | None = None, at: Seat | None = None) -> Person:
        return Person(name, at or seat(), f"{(way or server).url}/document/{room}/")

    return arrive


@pytest.fixture
def seat(request: pytest.FixtureRequest, window: MakeSeat, output_path: str) -> Iterator[MakeSeat]:
    """Makes a browser window with a profile of its own."""
    with attended(request, output_path, window) as make:
        yield make


@pytest.fixture
def unscripted(request: pytest.FixtureRequest, unscripted_window: MakeSeat, output_path: str) -> Iterator[MakeSeat]:
    """Makes a browser window in which JavaScript is switched off."""
    with attended(request, output_path, unscripted_window) as make:
        yield make


@pytest.fixture
def own_browser(
    request: pytest.FixtureRequest, own_window: Callable[[], OwnBrowserSeat], output_path: str
) -> Iterator[Callable[[], OwnBrowserSeat]]:
    """Makes a browser in a process of its own, with one window."""
    with attended(request, output_path, own_window) as make:
        yield make


# The engine under test, for Playwright and for whom it cannot drive


@pytest.fixture(scope="session")
def engine(playwright: Playwright, browser_name: str) -> Engine:
    return engines.find(playwright, browser_name)


@pytest.fixture
def window(request: pytest.FixtureRequest, engine: Engine) -> MakeSeat:
    if driver := engine.driver:
        return lambda: open_minibrowser(driver)
    new_context = request.getfixturevalue("new_context")
    return lambda: PlaywrightSeat(new_context().new_page())


@pytest.fixture
def unscripted_window(request: pytest.FixtureRequest, engine: Engine) -> MakeSeat:
    if driver := engine.driver:
        return lambda: open_minibrowser(driver, scripted=False)
    if engine.name == "firefox":  # over BiDi, a context cannot switch them off
        browser = request.getfixturevalue("unscripted_firefox")
        return lambda: PlaywrightSeat(browser.new_page(), scripted=False)
    new_context = request.getfixturevalue("new_context")
    return lambda: PlaywrightSeat(new_context(java_script_enabled=False).new_page(), scripted=False)


@pytest.fixture(scope="session")
def unscripted_firefox(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    browser = launch_browser(firefox_user_prefs={"javascript.enabled": False})
    yield browser
    browser.close()


@pytest.fixture
def own_window(playwright: Playwright, browser_name: str) -> Callable[[], OwnBrowserSeat]:
    engine = engines.find_unpatched(playwright, browser_name)
    if driver := engine.driver:
        return lambda: open_minibrowser(driver)
    profile = {"chromium": ChromiumProfile, "firefox": FirefoxProfile}[engine.name]
    return lambda: ProfileSeat(profile(playwright, engine))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], engine: Engine) -> dict[str, Any]:
    return engine.launch | browser_type_launch_args


@pytest.fixture(scope="session")
def browser(engine: Engine, launch_browser: Callable[[], Browser]) -> Iterator[Browser]:
    if engine.driver:
        pytest.skip("Playwright cannot drive the system's WebKitGTK: only tests that use seats run in it")
    try:
        browser = launch_browser()
        browser.new_context().close()  # a Firefox that this Playwright cannot speak to fails here only
    except Error as error:
        engines.missing(engine.name, error.message.splitlines()[0])
    yield browser
    browser.close()
