"""Somebody asks for staff support, is answered, and may delete all of it whenever they like."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.staff_support.enums import ClosedBecause, OfferKind, OfferState, State
from mhst.community.staff_support.models import Assessment, Known, Note, Offer, Request
from mhst.community.staff_support.queries import request as queries
from mhst.community.staff_support.queries.door import hash_of
from mhst.community.staff_support.queries.worker import holder_of
from mhst.community.staff_support.rules import request as rules
from mhst.community.staff_support.words import code_of, id_of
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import Team


@action
def ask(
    *, team: Team, name: str, works_at: str, reach: str, words: str, by: Actor, wishes: str = "",
    wants_outsider: bool = False, once: UUID | None = None,
) -> tuple[Request, str]:  # fmt: skip
    """The request, and the code that brings them back, which is kept nowhere.

    `once` is the page it was written on: the same sent again from there is the same request under the same code.
    Raises: Refused.
    """
    able = queries.could_help(team, works_at, wants_outsider)
    rules.check_somebody_could_help(able, wants_outsider)
    told = {"name": name, "works_at": works_at, "reach": reach, "words": words, "wishes": wishes}
    sending = "\n".join([str(once or uuid4()), str(team.pk), str(wants_outsider), *told.values()])
    request, _ = Request.objects.get_or_create(
        pk=id_of(sending),
        defaults=told | {
            "team": team, "code_hash": hash_of(code_of(sending)), "wishes": wishes or None,
            "wants_outsider": wants_outsider,
        },
    )  # fmt: skip
    return request, code_of(sending)


@action
def say_whether_known(*, request: Request, knows: bool, by: User) -> None:
    """Before anything more is shown. Whoever knows them sees nothing of it from then on. Raises: NotFound."""
    queries.get_visible(request.pk, by)
    Known.objects.filter(request=request, worker=by).delete()
    Known.objects.create(request=request, worker=by, knows=knows)


@action
def take(*, request: Request, by: User) -> None:
    """Support them from now on. What somebody who has left had offered holds no more.

    Raises: Conflict, NotFound.
    """
    held = _locked(request.pk)
    holder = holder_of(held)
    if holder == by:
        return
    rules.check_can_take(held, holder)
    queries.get_checked(held.pk, by)
    _withdraw_times(held)
    held.worker, held.state = by, State.TAKEN
    held.save()


@action
def give_back(*, request: Request, by: User) -> None:
    """Somebody else is to support them; the times that were offered hold no more. Pressed twice it is once.

    Raises: Refused, Conflict.
    """
    if _locked(request.pk).state == State.WAITING:
        return
    held = _mine(request, by)
    rules.check_move(held, State.WAITING)
    _withdraw_times(held)
    held.worker, held.state = None, State.WAITING
    held.save()


@action
def assess(*, request: Request, heard: str, plan: str, went_through_help: bool, by: User) -> None:
    """Raises: Refused."""
    held = _mine(request, by)
    found = queries.assessment_of(held) or Assessment(request=held)
    found.heard, found.plan, found.went_through_help = heard, plan, went_through_help
    found.save()


@action
def offer(
    *, request: Request, kind: OfferKind, words: str, by: User, starts_at: dt.datetime | None = None,
    once: UUID | None = None,
) -> Offer:  # fmt: skip
    """As all that is written here, sent twice under one id it is one. Raises: Refused."""
    held, id = _mine(request, by), once or uuid4()
    if known := held.offers.filter(pk=id).first():
        return known
    rules.check_offer(kind, starts_at)
    made: Offer = Offer.objects.create(pk=id, request=held, kind=kind, words=words, starts_at=starts_at)
    return made


@action
def withdraw(*, request: Request, offer: UUID, by: User) -> None:
    """Raises: Refused, NotFound."""
    found = queries.get_offer(_mine(request, by), offer)
    found.state = OfferState.WITHDRAWN
    found.save()


@action
def choose(*, request: Request, offer: UUID | str, by: Actor) -> Offer:
    """One of the times, by whoever asked; a time chosen before and the others are not needed then.

    Raises: Refused, Conflict, NotFound.
    """
    held = _locked(request.pk)
    found = queries.get_offer(held, offer)
    rules.check_can_choose(found, holder_of(held))
    for other in request.offers.filter(kind=OfferKind.TIME).exclude(pk=found.pk):
        other.state = OfferState.WITHDRAWN
        other.save()
    found.state = OfferState.CHOSEN
    found.save()
    return found


@action
def decline_all(*, request: Request, words: str, by: Actor, once: UUID | None = None) -> None:
    """None of the times suits; the words say what would. Raises: Refused."""
    rules.check_open(_locked(request.pk))
    for each in queries.open_times(request):
        each.state = OfferState.DECLINED
        each.save()
    _note(request, once, is_workers=False, words=words)


@action
def write(*, request: Request, words: str, by: Actor, once: UUID | None = None) -> None:
    """By whoever asked. Raises: Refused."""
    rules.check_open(_locked(request.pk))
    _note(request, once, is_workers=False, words=words)


@action
def answer(*, request: Request, words: str, by: User, once: UUID | None = None) -> None:
    """By whoever supports them. Raises: Refused."""
    _note(_mine(request, by), once, is_workers=True, words=words)


@action
def close(*, request: Request, because: ClosedBecause, words: str, by: User) -> None:
    """With words for the person. Raises: Refused."""
    held = _mine(request, by)
    rules.check_move(held, State.CLOSED)
    held.state, held.closed_because, held.closing_words = State.CLOSED, because, words or None
    held.closed_at = clock.now()
    held.save()


@action
def delete(*, request: Request, by: Actor) -> None:
    """Everything that was said, at the wish of whoever said it."""
    _locked(request.pk).delete()


@action
def forget(*, by: Actor) -> int:
    """Delete what was finished long enough ago; how many."""
    old = list(Request.objects.filter(closed_at__lt=rules.finished_before()))
    for request in old:
        request.delete()
    return len(old)


def _withdraw_times(held: Request) -> None:
    """A time without somebody who keeps it is worse than none."""
    for time in queries.times_to_come(held):
        time.state = OfferState.WITHDRAWN
        time.save()


def _note(held: Request, once: UUID | None, *, is_workers: bool, words: str) -> None:
    id = once or uuid4()
    if not held.notes.filter(pk=id).exists():
        Note.objects.create(pk=id, request=held, is_workers=is_workers, words=words)


def _mine(request: Request, by: User) -> Request:
    held = _locked(request.pk)
    rules.check_is_mine(held, by)
    return held


def _locked(id: UUID) -> Request:
    found: Request = Request.objects.select_for_update(of=("self",)).get(pk=id)
    return found
