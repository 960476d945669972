"""The application that a server such as daphne loads: requests go to Django, websockets to the editor's consumers."""

import gc
import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

from .proxies import TrustedProxies
from .request_ids import RequestIds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
pages: Any = get_asgi_application()

from editor import sockets  # noqa: E402  (models need the apps that the line above loads)
from editor.routing import http_addresses, websocket_urlpatterns  # noqa: E402

sockets.install()

application = ProtocolTypeRouter(
    {
        "http": URLRouter([*(path(*each) for each in http_addresses.items()), re_path("", pages)]),
        "websocket": SessionMiddlewareStack(URLRouter(websocket_urlpatterns)),
    }
)
application = RequestIds(TrustedProxies(application, settings.TRUSTED_PROXIES))

# What is loaded by now stays. In a full house, looking for garbage took a fifth of the processor, and a third of a
# second at a time in which everybody waited; so it is looked for less often, all of it least.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 50)
