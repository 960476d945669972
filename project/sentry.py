"""Reports of errors to Sentry, which tell nothing of people and nothing that they have written."""

from typing import Any

import sentry_sdk
from django.core.exceptions import SuspiciousOperation

from editor import log_context

from .logs import without_quotes


def start(dsn: str) -> None:
    sentry_sdk.init(
        dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,  # among which are texts
        max_breadcrumbs=0,
        ignore_errors=[SuspiciousOperation],  # which is answered 400: whoever sends it, nothing has failed
        before_send=_prepared,
    )


def _prepared(event: Any, hint: Any) -> Any:
    """To be found by what the log says, and without what a database quotes."""
    event["tags"] = {"request_id": log_context.request_id.get(), "room": log_context.room.get()}
    for error in event.get("exception", {}).get("values", []):
        error["value"] = without_quotes(error.get("value") or "")
    return event
