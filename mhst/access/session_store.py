"""Sessions in the database, sealed at rest: they hold half-finished sign-ins and forms on their way.

The associated data is the session's key, so that one session's row does not open as another's.
"""

import json
from typing import Any

from django.contrib.sessions.backends import db

from mhst.core import crypto


class SessionStore(db.SessionStore):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return crypto.seal_text(json.dumps(session_dict), about=self._place())

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was sealed; nothing, as for a session that ended, when it does not open."""
        try:
            return json.loads(crypto.open_text(str(session_data), about=self._place()))
        except crypto.CannotOpen:
            return {}

    def _place(self) -> str:
        return f"django_session.session_data.{self.session_key}"
