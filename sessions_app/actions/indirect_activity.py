"""Work about a young person without them there. One is never edited: a wrong one is withdrawn, and says why."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.actions import progress
from sessions_app.actions.referral import lock
from sessions_app.enums import IndirectKind
from sessions_app.models import IndirectActivity, Referral
from sessions_app.rules import indirect_activity as rules


@action
def write(
    *, referral: Referral, kind: IndirectKind | str, done_on: dt.date, minutes: int, what: str, by: Actor
) -> IndirectActivity:
    """Write down what was done; it can be the first contact of the four-week clock. Raises: Refused."""
    locked = lock(referral)
    rules.check_can_write(locked, by)
    rules.check_activity(locked, done_on=done_on, minutes=minutes, what=what)
    made = IndirectActivity.objects.create(
        referral=locked, kind=kind, done_on=done_on, minutes=minutes, what=what.strip(),
        written_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    progress.note(referral=referral, names=progress.CONTACT, by=by)
    return made


@action
def withdraw(*, activity: IndirectActivity, why: str, by: Actor) -> None:
    """It was written down wrongly: it stays to be read, and counts no more. Raises: Refused."""
    row = IndirectActivity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    rules.check_can_withdraw(row, by)
    if not why.strip():
        raise Refused("Say why it is withdrawn.", code="why", field="why")
    row.withdrawn_at, row.withdrawn_because = clock.now(), why.strip()
    row.withdrawn_by = by if isinstance(by, User) else None
    row.save()
    progress.note(referral=row.referral, names=progress.CONTACT, by=by)
