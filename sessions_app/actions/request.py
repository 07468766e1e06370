"""Asking for support, page by page. Nobody reads a request before it is sent, and nothing in it changes after."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.models import YoungPerson
from mhst.places.models import School
from sessions_app.actions import referral as referral_actions
from sessions_app.enums import WHO, Asker
from sessions_app.models import Referral, RequestForSupport
from sessions_app.queries import request as queries
from sessions_app.rules import request as rules

#: Letters and digits that are not taken for each other: 20 of them are a hundred bits, and fit on a hand.
ALPHABET, LENGTH, GROUP = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 20, 4
KEPT_UNSENT = dt.timedelta(days=30)


@action
def start(*, school: School, is_enquiry: bool, by: User) -> RequestForSupport:
    """School or team staff begin. Raises: Refused."""
    rules.check_can_ask(school, by)
    return RequestForSupport.objects.create(asked_by=Asker.SCHOOL, is_enquiry=is_enquiry, owner=by, school=school)


@action
def start_in_public(*, school: School, asked_by: Asker, is_enquiry: bool, by: Actor) -> tuple[RequestForSupport, str]:
    """A parent, guardian or young person begins, without an account.

    Returns the code by which they go on, of which only a hash is kept. Raises: Refused.
    """
    rules.check_served(school)
    code = _code()
    draft = RequestForSupport.objects.create(
        asked_by=asked_by, is_enquiry=is_enquiry, school=school, resume_hash=queries.hash_of(code)
    )
    return draft, code


@action
def choose_pupil(*, draft: RequestForSupport, pupil: YoungPerson | None, by: Actor) -> None:
    """Somebody on record, or nobody whose name is on record yet. Raises: Refused."""
    rules.check_unsent(draft)
    if pupil is not None:
        rules.check_pupil(draft, pupil)
        draft.given_name, draft.family_name = pupil.given_name, pupil.family_name
        draft.preferred_name, draft.birth_date = pupil.preferred_name, pupil.birth_date
        draft.year_group = pupil.year_group_on(clock.today())
    elif draft.young_person_id:
        draft.given_name = draft.family_name = draft.preferred_name = ""
        draft.birth_date = draft.year_group = None
    draft.young_person = pupil
    _keep(draft, "pupil")


@action
def save_page(*, draft: RequestForSupport, slug: str, answers: Mapping[str, Any], by: Actor) -> None:
    """Keep what was typed on one page. Raises: Refused when it cannot be true."""
    rules.check_unsent(draft)
    for name, value in answers.items():
        setattr(draft, name, value)
    if set(WHO) & set(answers):
        rules.check_who(draft)
    if "asker_phone" in answers:
        rules.check_reachable(draft)
    _keep(draft, slug)


@action
def send(*, draft: RequestForSupport, by: Actor) -> Referral:
    """The team receives it. Sent twice, it is received once. Raises: Refused when something is missing."""
    locked = RequestForSupport.objects.select_for_update(of=("self",)).select_related("school").get(pk=draft.pk)
    if locked.sent_at is not None:
        return locked.referral
    rules.check_complete(locked)
    assert locked.school is not None
    if locked.owner_id:
        rules.check_can_ask(locked.school, by)
    locked.sent_at, locked.step = clock.now(), ""
    locked.save()
    return referral_actions.receive(request=locked, by=by)


@action
def discard(*, draft: RequestForSupport, by: Actor) -> None:
    """Raises: Refused once it was sent."""
    rules.check_unsent(draft)
    draft.delete()


@action
def drop_forgotten(*, by: Actor) -> int:
    """Forget what was begun without an account and not touched for a month. Returns how many."""
    old = RequestForSupport.objects.filter(
        owner__isnull=True, sent_at__isnull=True, changed_at__lt=clock.now() - KEPT_UNSENT
    )
    dropped = list(old[:200])
    for draft in dropped:
        draft.delete()
    return len(dropped)


def _keep(draft: RequestForSupport, slug: str) -> None:
    draft.step = rules.page_after(draft, slug)
    draft.changed_at = clock.now()  # a recorded row saves only what was set, so the field does not do it by itself
    draft.save()


def _code() -> str:
    """Like `K7QF-2M9P-XW4T-8HNC-5RBV`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
