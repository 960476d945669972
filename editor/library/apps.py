from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "editor.library"
    default_auto_field = "django.db.models.BigAutoField"
