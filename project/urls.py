from django.urls import include, path

from .errors import page

urlpatterns = [
    path("accounts/", include("editor.accounts.urls")),
    path("", include("editor.urls")),
]
handler400 = page(400)
handler404 = page(404)
