"""What each counsellor does in a race for one queue: take the next, hand over, write, end, and what they may not."""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from django.db.models import Count

from mhst.access.models import User
from mhst.core.errors import Conflict, Refused
from realtime.actions import message as messages
from realtime.actions import visit as visits
from realtime.actions.message import Outgoing
from realtime.enums import Audience, EventKind, Part, VisitState
from realtime.models import Conversation, Event, Participant, Service, Visit
from realtime.rules import visit as rules

NO_VISIT = "a chat of no visit, or of two"


class Counsellor:
    """One of those who race. Knows what it held a moment ago, as a tab that was left open does."""

    def __init__(self, seed: int, id: UUID, others: list[UUID]) -> None:
        self.chance = random.Random(seed)
        self.me = User.objects.get(pk=id)
        self.others = list(User.objects.filter(pk__in=others).exclude(pk=id))
        self.old: list[tuple[UUID, UUID, int]] = []  # participant, conversation, epoch, from before a hand-over
        self.found: Counter[str] = Counter()

    def act(self) -> None:
        acts: list[Callable[[], str]] = [
            *[self.take] * 3, *[self.poach] * 5, *[self.hand_over] * 2, *[self.write_from_an_old_tab] * 2,
            *[self.write] * 2, self.end,
        ]  # fmt: skip
        act = self.chance.choice(acts)
        try:
            answer = act()
        except (Conflict, Refused) as refused:
            answer = refused.code
        except Exception as error:  # what the race must never bring about
            answer = f"{type(error).__name__}: {error}"
        self.found[f"{act.__name__} {answer}"] += 1

    def take(self) -> str:
        visit = visits.call_next(service=Service.objects.get(), by=self.me)
        if visit is None:
            return "nobody"
        visits.claim(visit=visit, by=self.me)
        return "claimed"

    def poach(self) -> str:
        """Claim whom nobody offered to this one."""
        visit = self._one(Visit.objects.filter(state__in=(VisitState.WAITING, VisitState.OFFERED)))
        if visit is None:
            return "nobody"
        visits.claim(visit=visit, by=self.me)
        return "claimed" if visit.holder_id == self.me.pk else "POACHED"

    def hand_over(self) -> str:
        """As seen a moment ago: somebody may have been quicker."""
        visit = self._one(Visit.objects.filter(holder=self.me, state=VisitState.CLAIMED))
        if visit is None:
            return "nothing"
        conversation = Conversation.objects.get(pk=visit.conversation_id)
        mine = Participant.objects.get(conversation=conversation, user=self.me)
        visits.hand_over(visit=visit, to=self.chance.choice(self.others), epoch=conversation.epoch, by=self.me)
        self.old.append((mine.pk, conversation.pk, conversation.epoch))
        return "done"

    def write_from_an_old_tab(self) -> str:
        """Under the epoch of then; taken only where it is theirs again under that very epoch, which cannot be."""
        if not self.old:
            return "nothing"
        participant, conversation, epoch = self.chance.choice(self.old)
        said = Outgoing(participant, conversation, self.me, None, uuid4(), "from before", epoch=epoch)
        (answer,) = messages.send(messages=[said], by=self.me)
        return answer.code or "WRITTEN"

    def write(self) -> str:
        """As who helps, under the epoch of now; who is handed over meanwhile is too late."""
        visit = self._one(Visit.objects.filter(holder=self.me, state=VisitState.CLAIMED))
        if visit is None:
            return "nothing"
        epoch = Conversation.objects.values_list("epoch", flat=True).get(pk=visit.conversation_id)
        mine = Participant.objects.get(conversation=visit.conversation_id, user=self.me)
        said = Outgoing(mine.pk, mine.conversation_id, self.me, None, uuid4(), "now", epoch=epoch)
        (answer,) = messages.send(messages=[said], by=self.me)
        return answer.code or "written"

    def end(self) -> str:
        """And they come again, so that the queue does not run dry."""
        visit = self._one(Visit.objects.filter(holder=self.me, state=VisitState.CLAIMED))
        if visit is None:
            return "nothing"
        visits.close(visit=visit, would_again=False, by=self.me)
        visits.join(visitor=visit.visitor, by=visit.visitor.user)
        return "done"

    def _one(self, rows: Any) -> Visit | None:
        known = list(rows.values_list("pk", flat=True)[:20])
        rows = rows.model.objects.select_related("visitor__user", "visitor__service")
        return rows.get(pk=self.chance.choice(known)) if known else None


def counsel(seed: int, id: UUID, others: list[UUID], attempts: int) -> dict[str, Any]:
    """One counsellor's part of the race."""
    one = Counsellor(seed, id, others)
    for _ in range(attempts):
        one.act()
    return {"found": one.found}


def careless(id: UUID, visit: UUID) -> dict[str, Any]:
    """Claim without the look whether it is theirs: what the race is there to find, brought about on purpose."""
    with mock.patch.object(rules, "check_is_offered", return_value=None):
        visits.claim(visit=Visit.objects.get(pk=visit), by=User.objects.get(pk=id))
    return {"found": Counter({"take claimed": 1})}


def faults() -> list[str]:
    """What is wrong afterwards, read from what the database kept: two questions, however many chats there were."""
    rows = Event.objects.filter(
        stream__conversation__kind="chat", stream__audience=Audience.OPEN,
        kind__in=(EventKind.ASSIGNED, EventKind.OVERLAP, EventKind.LEFT, EventKind.MESSAGE),
    ).order_by("stream", "seq")  # fmt: skip
    told = rows.values_list("stream", "kind", "epoch", "participant", "message__author", "message__author__part")
    each = itertools.groupby(told.iterator(10_000), itemgetter(0))
    chats = Conversation.objects.filter(kind="chat").order_by().annotate(visits=Count("visit")).exclude(visits=1)
    return [fault for _, events in each for fault in _faults_of(events)] + [NO_VISIT] * chats.count()


def _faults_of(events: Iterable[Any]) -> list[str]:
    """Who helped is told one after the other under epochs without a gap, and nobody else wrote meanwhile but who says
    goodbye."""
    helps, goodbye, epoch, found = None, None, 0, []
    for _, kind, new, participant, author, part in events:
        if kind == EventKind.ASSIGNED:
            if new != epoch + 1:
                found.append(f"epoch {new} follows {epoch}")
            helps, goodbye, epoch = participant, None, new
        elif kind == EventKind.OVERLAP:
            goodbye = participant
        elif kind == EventKind.LEFT:
            helps, goodbye = (None if one == participant else one for one in (helps, goodbye))
        elif part != Part.PERSON and author not in {helps, goodbye}:
            found.append("somebody wrote who did not help")
    return found
