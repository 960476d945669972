from django.urls import re_path

from .consumers import EditorConsumer, NoSuchRoom

websocket_urlpatterns = [
    re_path(r"^ws/editor/(?P<room>[A-Za-z0-9_-]{1,100})/$", EditorConsumer.as_asgi()),
    re_path(r"", NoSuchRoom.as_asgi()),
]
