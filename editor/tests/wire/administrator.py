"""Somebody with an account who looks after everything."""

import re
from urllib.parse import urlencode

from e2e.server import Server

from .owner import Owner

PROMOTE = "from editor.accounts.models import User; User.objects.filter(email='{}').update({}=True, {}=True)"


class Administrator(Owner):
    def __init__(self, server: Server, email: str) -> None:
        super().__init__(server.url, email)
        server.manage(f'shell -v 0 -c "{PROMOTE.format(email, "is_staff", "is_superuser")}"')

    def acts(self, rows: str, sought: str, action: str) -> None:
        """On the one row of that list for which it is sought; and says yes where the page asks."""
        page = f"/admin/{rows}/?{urlencode({'q': sought})}"
        html = self._load(page)[0]
        (row,) = re.findall(r'name="_selected_action" value="(\d+)"', html)
        (token, *_) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
        fields = {"csrfmiddlewaretoken": token, "action": action, "_selected_action": row, "confirmed": "yes"}
        self._load(page, urlencode(fields).encode())
