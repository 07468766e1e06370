"""Telling colleagues of a referral: a row for them to read, and a neutral message in the outbox."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions.notice import send
from sessions_app.enums import NoticeKind
from sessions_app.models import Notice, Referral


@action
def tell(
    *, referral: Referral, sentence: str, by: Actor, kind: NoticeKind = NoticeKind.CONSENT, also: User | None = None
) -> int:
    """Tell the practitioner who holds the referral, and `also`, unless they did it. `sentence` names nobody.

    Returns how many were told.
    """
    readers = {user.pk: user for user in (referral.practitioner and referral.practitioner.user, also) if user}
    told = [user for user in readers.values() if user.is_active and user.audit_id != by.audit_id]
    for user in told:
        notice = Notice.objects.create(to=user, kind=kind, referral=referral, sentence=sentence[:300])
        send(notice=notice, team=referral.team, by=by)
    return len(told)
