from django.urls import include, path

from editor.administration.site import administration

from .errors import page

urlpatterns = [
    path("admin/", administration.urls),
    path("accounts/", include("editor.accounts.urls")),
    path("", include("editor.urls")),
]
handler400 = page(400)
handler404 = page(404)
