"""Reports of errors to Sentry, which tell nothing of people and nothing that they have written."""

from typing import Any

import sentry_sdk

from editor import log_context

from .logs import MISTAKES, without_quotes


def start(dsn: str) -> None:
    sentry_sdk.init(
        dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,  # among which are texts
        max_breadcrumbs=0,
        ignore_errors=MISTAKES,
        before_send=_prepared,
    )


def _prepared(event: Any, hint: Any) -> Any:
    """To be found by what the log says, and without what a database quotes."""
    event["tags"] = {"request_id": log_context.request_id.get(), "room": log_context.room.get()}
    for error in event.get("exception", {}).get("values", []):
        error["value"] = without_quotes(error.get("value") or "")
    return event
