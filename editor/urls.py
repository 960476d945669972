from django.urls import include, path, re_path

from . import find, forms, outline, people, polling, views
from .comments import views as comments
from .files import views as files
from .files.markup import KEY
from .sharing import views as sharing
from .sharing.links import follow

ROOM = r"(?P<room>[A-Za-z0-9_-]{1,100})"
BLOCK = r"(?P<key>[A-Za-z0-9]{1,64})"
PERSON = r"(?P<key>[0-9a-f]{12})"

urlpatterns = [
    path("", views.home, name="home"),
    path("documents/", include("editor.library.urls")),
    path("document/new", views.new, name="document_new"),
    path("document/open", views.open_by_name, name="document_open"),
    re_path(rf"^document/{ROOM}/$", views.document, name="document"),
    re_path(rf"^document/{ROOM}\.md$", views.markdown, name="document_markdown"),
    re_path(rf"^document/{ROOM}/news$", polling.news, name="document_news"),
    re_path(rf"^document/{ROOM}/edits$", polling.edits, name="document_edits"),
    re_path(rf"^document/{ROOM}/unsent$", polling.unsent, name="document_unsent"),
    re_path(rf"^document/{ROOM}/block/{BLOCK}$", forms.block, name="document_block"),
    re_path(rf"^document/{ROOM}/files$", files.receive, name="document_files"),
    re_path(rf"^document/{ROOM}/files/(?P<key>{KEY})/(?P<name>[^/]+)$", files.show, name="document_file"),
    re_path(rf"^document/{ROOM}/people$", people.everyone, name="document_people"),
    re_path(rf"^document/{ROOM}/name$", people.name, name="document_name"),
    re_path(rf"^person/{PERSON}\.css$", people.own_style, name="person_style"),
    re_path(rf"^document/{ROOM}/find$", find.find, name="document_find"),
    re_path(rf"^document/{ROOM}/find/replace$", find.replace, name="document_replace"),
    re_path(rf"^document/{ROOM}/comments$", comments.comments, name="document_comments"),
    re_path(rf"^document/{ROOM}/comments/(?P<thread>[0-9]{{1,18}})$", comments.thread, name="document_thread"),
    re_path(rf"^document/{ROOM}/share$", sharing.show, name="document_sharing"),
    re_path(rf"^document/{ROOM}/share/open$", sharing.opening, name="document_opening"),
    re_path(rf"^document/{ROOM}/share/address$", sharing.moving, name="document_moving"),
    re_path(rf"^document/{ROOM}/share/people$", sharing.giving, name="document_giving"),
    re_path(rf"^document/{ROOM}/share/people/(?P<grant>[0-9]{{1,18}})$", sharing.given, name="document_given"),
    re_path(rf"^document/{ROOM}/share/links$", sharing.linking, name="document_linking"),
    re_path(rf"^document/{ROOM}/share/links/(?P<link>[0-9]{{1,18}})$", sharing.unlinking, name="document_unlinking"),
    re_path(r"^link/(?P<key>[A-Za-z0-9_-]{1,40})$", follow, name="document_link"),
    re_path(rf"^document/{ROOM}/outline$", outline.outline, name="document_outline"),
]
