"""Sessions in the database, sealed at rest: they hold half-finished sign-ins and forms on their way.

The associated data is the session's key, so that one session's row does not open as another's.
"""

import json
from contextlib import nullcontext
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import transaction

from mhst.core import clock, crypto
from mhst.core.prepared import Prepared
from mhst.core.turns import turn

_kept: Prepared[Session] = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        """In its turn, as whatever else is written; one who is writing already has it, or none is to be had."""
        with nullcontext() if transaction.get_connection().in_atomic_block else turn():
            super().save(must_create)

    def encode(self, session_dict: dict[str, Any]) -> str:
        return crypto.seal_text(json.dumps(session_dict), about=self._place())

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was sealed; nothing, as for a session that ended, when it does not open."""
        try:
            return json.loads(crypto.open_text(str(session_data), about=self._place()))
        except crypto.CannotOpen:
            return {}

    def _get_session_from_db(self) -> Session | None:
        """As Django asks, in words that were found before; nothing for a session that is over."""
        found = next(iter(_kept(self.session_key, clock.now())), None) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def _place(self) -> str:
        return f"django_session.session_data.{self.session_key}"
