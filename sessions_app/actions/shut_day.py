"""A session whose day was shut after it was booked goes where the run's rule puts it."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import session as session_actions
from sessions_app.models import SupportSession
from sessions_app.queries import shut_day as queries
from sessions_app.rules import session as rules
from sessions_app.rules import shut_day


@action
def apply_rule(*, session: SupportSession, to: dt.date | None, by: Actor) -> SupportSession:
    """Move it to this day of its week, or leave the week out and add one at the end, as the person was told.

    Raises: Refused when its day will do, or no session can be added; Conflict when something else would happen now.
    """
    rules.check_can_move(session, by)
    found = shut_day.check_is_shut(queries.remedy(by, session))
    shut_day.check_as_told(found, to)
    if to is None:
        return session_actions.skip(session=session, note=found.why, by=by)
    return session_actions.move(session=session, date=to, start_minute=session.start_minute, why=found.why, by=by)
