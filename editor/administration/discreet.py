"""What the administration writes down of what administrators do."""

import json
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest


class DiscreetAdmin(ModelAdmin):  # type: ignore[type-arg]  # Django takes no arguments there
    """Its log calls rows by their numbers, so that no name or title stays there when they are gone."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return self._log(request, obj, ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return self._log(request, obj, CHANGE, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> list[LogEntry]:
        return [self.log_deletion(request, obj, "") for obj in queryset]

    def log_deletion(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return self._log(request, obj, DELETION, message)

    def _log(self, request: HttpRequest, obj: Model, action: int, message: Any) -> LogEntry:
        return LogEntry.objects.create(
            user_id=request.user.pk or 0,
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=str(obj.pk),
            object_repr=f"{self.opts.verbose_name} {obj.pk}",
            action_flag=action,
            change_message=message if isinstance(message, str) else json.dumps(message),
        )
