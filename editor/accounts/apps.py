from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "editor.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  (they connect themselves)
