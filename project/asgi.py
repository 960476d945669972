"""The application that a server such as daphne loads: requests go to Django, websockets to the editor's consumers."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
http = get_asgi_application()

from editor import sockets  # noqa: E402  (models need the apps that the line above loads)
from editor.routing import websocket_urlpatterns  # noqa: E402

sockets.install()

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": SessionMiddlewareStack(URLRouter(websocket_urlpatterns)),
    }
)
