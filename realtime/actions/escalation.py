"""Somebody in a chat may be in danger: raised, done step by step, and closed by somebody else than who raised it."""

from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from realtime.actions import letter as letters
from realtime.actions import retention
from realtime.actions.log import Log
from realtime.enums import EscalationStepKind
from realtime.models import Conversation, Escalation, EscalationStep, FirstWords
from realtime.queries import escalation as queries
from realtime.queries import participant as people
from realtime.queries import unread
from realtime.queries.holding import supervising
from realtime.rules import escalation as rules
from realtime.rules import first_words as rules_before
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


@action
def raise_it(*, conversation: UUID, words: str, about: UUID | None = None, by: User) -> Escalation:
    """Tell who leads, by name, now; also of a conversation that has ended. Raised twice about the same person it is
    one. Raises: Refused."""
    Log([conversation])  # nobody ends or erases it meanwhile
    talk = Conversation.objects.select_related("team__led_by").get(pk=conversation)
    rules.check_can_raise(people.of(by, [conversation]).get(conversation), talk, by)
    person = rules.about_whom(queries.people_in(conversation), about)
    for already in queries.open_in(conversation):
        if already.about == person:
            return already
    lead = unread.lead_of(talk.team, without=by.pk)
    raised = Escalation.objects.create(conversation_id=conversation, about=person, raised_by=by, lead=lead, words=words)
    _write(raised, f"escalation:{raised.pk}", [lead] if lead else [], by)
    return raised


@action
def raise_before(*, first: FirstWords, words: str, by: User) -> Escalation:
    """The same about somebody who has no chat, for what they wrote before one: it hangs on the messages between visits
    with them, which begin by it, and what they wrote is kept. Raises: Refused, Conflict."""
    visit = FirstWords.objects.select_related("visit__service__team", "visit__visitor").get(pk=first.pk).visit
    rules_before.check_can_raise(visit, by)
    person = letters.exchange_with(visitor=visit.visitor, by=by)
    raised = raise_it(conversation=person.conversation_id, words=words, by=by)
    retention.keep_with_concern(visit=visit, by=by)
    return raised


@action
def tell_of_late(*, by: Actor) -> None:
    """The next step of these should have been done: write to who leads, and from the second time on to everybody who
    supervises; again and again until it is done, but not for ever. Done again within the same time it changes nothing.
    """
    for escalation, kind, number in queries.late(clock.now()):
        team = escalation.conversation.team
        lead = unread.lead_of(team, without=escalation.raised_by_id)
        told = {user.pk: user for user in [*filter(None, [lead]), *(supervising(team) if number > 1 else [])]}
        _write(escalation, f"escalation-late:{escalation.pk}:{kind}:{number}", list(told.values()), by)


@action
def do_step(*, escalation: Escalation, kind: EscalationStepKind | str, words: str, by: User) -> None:
    """Write down that the next step is done, and how. Raises: Refused, Conflict when somebody else did it."""
    held = Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)
    rules.check_can_do(held, kind, by)
    EscalationStep.objects.create(escalation=held, kind=kind, words=words, done_by=by)


@action
def say_on_it(*, escalation: Escalation, by: User) -> None:
    """By name, for everybody who sees it to see; late steps are not told of again for a while. Raises: Refused."""
    held = Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)
    rules.check_is_open(held, by)
    held.on_it_by, held.on_it_at = by, clock.now()
    held.save()


@action
def close(*, escalation: Escalation, by: User) -> None:
    """All steps are done, and somebody else has looked at it. Raises: Refused."""
    held = Escalation.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=escalation.pk)
    if held.closed_at is not None:
        return
    rules.check_can_close(held, by)
    held.closed_at, held.closed_by = clock.now(), by
    held.save()


def _write(escalation: Escalation, key: str, to: list[User], by: Actor) -> None:
    link = environment.base_url.rstrip("/") + reverse("counselling-escalation", args=[escalation.pk])
    for user in to:
        if user.email:
            message.write(
                key=f"{key}:{user.pk}", channel=Channel.EMAIL, address=user.email, words=MessageWords.URGENT,
                details={"link": link}, team=escalation.conversation.team, by=by,
            )  # fmt: skip
