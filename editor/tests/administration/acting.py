"""Using the lists of the administration."""

from typing import Any

from django.db.models import Model
from django.test import Client


def act(client: Client, action: str, *rows: Model, **fields: str) -> Any:
    """Choose an action for these rows of a list. With `confirmed`, as the page does that asks whether one is sure."""
    model = rows[0]._meta
    fields |= {"action": action}
    chosen = {"_selected_action": [str(row.pk) for row in rows]}
    return client.post(f"/admin/{model.app_label}/{model.model_name}/", {**fields, **chosen}, follow=True)


def sure(client: Client, action: str, *rows: Model, **fields: str) -> Any:
    return act(client, action, *rows, confirmed="yes", **fields)
