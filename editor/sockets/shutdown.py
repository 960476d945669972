"""The end of the process: what was taken in is stored and answered, and every socket is told to come again."""

import asyncio
import logging
import os
import threading
from contextlib import suppress
from typing import Any

from twisted.internet import reactor
from twisted.internet.defer import Deferred, DeferredList
from twisted.internet.interfaces import IListeningPort

from .. import health
from ..codes import SERVICE_RESTART
from ..lobby import lobby
from .protocol import ServiceProtocol

logger = logging.getLogger(__name__)

SETTLING = 4.0  # seconds at most for edits and requests that are under way
LEAVING = 3.5  # seconds at most for clients to answer that their sockets are closed
HANGING = 1.0  # seconds at most for threads that a database or a view holds up


def shut_down(server: Any) -> "Deferred[None]":
    """In place of daphne's own end, which only cancels. The reactor stops when the answer has come."""
    return Deferred.fromFuture(asyncio.ensure_future(_shut_down(server)))


async def _shut_down(server: Any) -> None:
    health.end()
    _accept_no_more()
    await _settle(server)
    await _close_sockets(server)
    await _cancel_tasks()
    _wait_for_no_thread()


def _accept_no_more() -> None:
    for reader in reactor.getReaders():  # type: ignore[misc]
        if IListeningPort.providedBy(reader):
            reader.stopListening()


async def _settle(server: Any) -> None:
    requests = {
        details["application_instance"]
        for each, details in server.connections.items()
        if "application_instance" in details and not isinstance(each, ServiceProtocol)
    }
    _, late = await asyncio.wait({asyncio.ensure_future(lobby().settle()), *requests}, timeout=SETTLING)
    if late:
        logger.warning("The process ends before everything is answered")


async def _close_sockets(server: Any) -> None:
    sockets = [each for each in server.connections if isinstance(each, ServiceProtocol)]
    sockets = [socket for socket in sockets if socket.state == socket.STATE_OPEN]
    for socket in sockets:
        socket.serverClose(SERVICE_RESTART)
    closed = DeferredList([socket.is_closed for socket in sockets]).asFuture(asyncio.get_running_loop())
    with suppress(TimeoutError):
        await asyncio.wait_for(closed, LEAVING)


async def _cancel_tasks() -> None:
    """As asyncio.run does where it is in charge."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=HANGING)


def _wait_for_no_thread() -> None:
    """Python would, however long it takes."""
    end = threading.Timer(HANGING, os._exit, [0])
    end.daemon = True
    end.start()
