from django.urls import include, path

urlpatterns = [
    path("accounts/", include("editor.accounts.urls")),
    path("", include("editor.urls")),
]
