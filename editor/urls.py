from django.urls import path, re_path

from . import forms, health, polling, views

ROOM = r"(?P<room>[A-Za-z0-9_-]{1,100})"
BLOCK = r"(?P<key>[A-Za-z0-9]{1,64})"

urlpatterns = [
    path("", views.home, name="home"),
    path("document/new", views.new, name="document_new"),
    path("document/open", views.open_by_name, name="document_open"),
    re_path(rf"^document/{ROOM}/$", views.document, name="document"),
    re_path(rf"^document/{ROOM}\.md$", views.markdown, name="document_markdown"),
    re_path(rf"^document/{ROOM}/news$", polling.news, name="document_news"),
    re_path(rf"^document/{ROOM}/edits$", polling.edits, name="document_edits"),
    re_path(rf"^document/{ROOM}/unsent$", polling.unsent, name="document_unsent"),
    re_path(rf"^document/{ROOM}/block/{BLOCK}$", forms.block, name="document_block"),
    path("healthz", health.healthz, name="healthz"),
]
