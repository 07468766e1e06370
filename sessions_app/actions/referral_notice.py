"""Telling colleagues of a referral: a row for them to read, and a neutral message in the outbox."""

from collections.abc import Sequence

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions.notice import send
from sessions_app.enums import NoticeKind
from sessions_app.models import Notice, Referral
from sessions_app.queries import referral as queries


@action
def tell(
    *, referral: Referral, sentence: str, by: Actor, kind: NoticeKind = NoticeKind.CONSENT, also: User | None = None
) -> int:
    """Tell the practitioner who holds the referral, and `also`, unless they did it. `sentence` names nobody.

    Returns how many were told.
    """
    return _write(referral, sentence, kind, [_holder(referral), also], by)


@action
def tell_team(*, referral: Referral, sentence: str, kind: NoticeKind, by: Actor) -> int:
    """Tell all of its team who decide in triage, and who works with the young person. `sentence` names nobody."""
    readers = [_holder(referral), *queries.who_triage(referral)]
    return _write(referral, sentence, kind, readers, by)


def _write(referral: Referral, sentence: str, kind: NoticeKind, to: Sequence[User | None], by: Actor) -> int:
    """Each once, and nobody of what they did themselves."""
    readers = {user.pk: user for user in to if user}
    told = [user for user in readers.values() if user.is_active and user.audit_id != by.audit_id]
    for user in told:
        notice = Notice.objects.create(to=user, kind=kind, referral=referral, sentence=sentence[:300])
        send(notice=notice, team=referral.team, by=by)
    return len(told)


def _holder(referral: Referral) -> User | None:
    return referral.practitioner.user if referral.practitioner else None
