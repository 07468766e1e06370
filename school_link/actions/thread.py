"""Threads between a school and a specialist team: begun, answered, owned, closed, opened again."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.places.models import School, Team
from school_link.enums import ThreadKind, ThreadState
from school_link.models import Post, Thread
from school_link.queries import thread as queries
from school_link.rules import thread as rules


@action
def begin(
    *, school: School, team: Team, kind: ThreadKind, subject: str, words: str, answer_by: dt.date | None = None,
    by: User,
) -> Thread:  # fmt: skip
    """Sent twice, it is begun once. Raises: Refused."""
    rules.check_can_write(Thread(school=school, team=team), by)
    rules.check_between(queries.is_pair(school, team))
    rules.check_answer_by(kind, answer_by)
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # of two at once, one begins it
    if (known := queries.begun_just_now(school, team, by, subject, words)) is not None:
        return known
    owes_none = rules.needs_no_answer(kind)
    thread = Thread.objects.create(
        school=school, team=team, kind=kind, subject=subject, begun_by=by, answer_by=None if owes_none else answer_by,
        state=ThreadState.ANSWERED if owes_none else ThreadState.OPEN,
    )  # fmt: skip
    Post.objects.create(thread=thread, author=by, is_schools=queries.speaks_for_school(thread, by), words=words)
    return thread


@action
def write(*, thread: Thread, words: str, by: User) -> Post:
    """The same words by the same person twice within minutes, with nothing between, are kept once. Raises: Refused."""
    rules.check_can_write(thread, by)
    held = _locked(thread)
    rules.check_open(held)
    last = held.posts.order_by("created_at").last()
    if last is not None and queries.is_same_press(last, by, words):
        return last
    is_schools = queries.speaks_for_school(held, by)
    began_as_school = held.posts.order_by("created_at").values_list("is_schools", flat=True)[0]
    held.state = rules.state_after(held, is_schools, began_as_school)
    held.save()
    return Post.objects.create(thread=held, author=by, is_schools=is_schools, words=words)


@action
def see_to(*, thread: Thread, owner: User, answer_by: dt.date | None, by: Actor) -> None:
    """Who sees to it, and by when. Raises: Refused."""
    rules.check_can_write(thread, by)
    held = _locked(thread)
    rules.check_open(held)
    if answer_by != held.answer_by:
        rules.check_answer_by(held.kind, answer_by)
    held.owner, held.answer_by = owner, None if rules.needs_no_answer(held.kind) else answer_by
    held.save()


@action
def close(*, thread: Thread, by: Actor) -> None:
    """Raises: Refused."""
    _move(thread, ThreadState.CLOSED, by)


@action
def open_again(*, thread: Thread, by: Actor) -> None:
    """Raises: Refused."""
    _move(thread, ThreadState.ANSWERED if rules.needs_no_answer(thread.kind) else ThreadState.OPEN, by)


def _move(thread: Thread, state: ThreadState, by: Actor) -> None:
    rules.check_can_write(thread, by)
    held = _locked(thread)
    rules.check_move(held, state)
    held.state = state
    held.save()


def _locked(thread: Thread) -> Thread:
    found: Thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    return found
