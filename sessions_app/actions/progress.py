"""Keeping on a referral what its sessions say: dates that lists and the four-week clock read."""

from collections.abc import Sequence
from uuid import UUID

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.models import Referral
from sessions_app.queries import progress as queries

ALL = ("first_contact_on", "first_contact_indirect", "last_seen_on", "plan_on", "review_due_on")
CONTACT = ("first_contact_on", "first_contact_indirect")
REVIEW = ("review_due_on",)


@action
def note(*, referral: Referral, by: Actor, names: Sequence[str] = ALL) -> Referral:
    """Work out anew when they were first and last seen, from when there was a plan, and when a review is due."""
    row = Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    dates = queries.dates_of(row)
    for name in names:
        setattr(row, name, getattr(dates, name))
        setattr(referral, name, getattr(dates, name))
    row.save()
    return row


@action
def note_moved(*, referral_id: UUID, by: Actor) -> None:
    """It stands elsewhere now: a review was held, or none is due any more."""
    note(referral=Referral.objects.get(pk=referral_id), names=REVIEW, by=by)


@action
def note_series(*, series_id: UUID, by: Actor) -> None:
    """The dates of a run have changed, and with them when reviews are due."""
    for referral in queries.in_series(series_id):
        note(referral=referral, names=REVIEW, by=by)
