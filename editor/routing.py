from typing import Any

from django.urls import re_path

from .consumers import EditorConsumer, NoSuchRoom
from .health import healthz, readyz
from .scraping import metrics_page

http_addresses: dict[str, Any] = {"healthz": healthz, "readyz": readyz, "metrics": metrics_page}

websocket_urlpatterns = [
    re_path(r"^ws/editor/(?P<room>[A-Za-z0-9_-]{1,100})/$", EditorConsumer.as_asgi()),
    re_path(r"", NoSuchRoom.as_asgi()),
]
