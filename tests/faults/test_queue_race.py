"""Counsellors race for one queue in processes of their own: nobody is claimed twice, or writes after a hand-over.

`make soak` tries a hundred thousand times.
"""

import os
from collections import Counter

import pytest

from mhst.access.models import User
from mhst.audit import chain
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import visit as visits
from realtime.enums import Part, VisitState
from realtime.models import Message, Visit
from realtime.rules import message as rules
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, VisitFactory
from tests.support import queue_race, race
from tests.support.conversation import one_to_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

COUNSELLORS = 6
ATTEMPTS = int(os.environ.get("MHST_QUEUE_ATTEMPTS", "1200"))
#: What may be answered. Everything else is a fault.
ANSWERS = {
    "take claimed", "take nobody", "take full", "take offer-over",
    "poach nobody", "poach claimed", "poach offer-over", "poach visit-left",
    "hand_over done", "hand_over nothing", "hand_over stale", "hand_over visit-moved-on", "hand_over ended",
    "hand_over no-role", "hand_over receiver-full", "hand_over needs-conversation.supervise",
    "write_from_an_old_tab nothing", "write_from_an_old_tab stale", "write_from_an_old_tab left",
    "write_from_an_old_tab ended", "write written", "write nothing", "write stale", "write left", "write ended",
    "end done", "end nothing", "end visit-moved-on", "end needs-conversation.supervise",
}  # fmt: skip


def test_counsellors_race_for_one_queue_and_nobody_is_claimed_twice() -> None:
    service = ServiceFactory(open=True)
    ids = [ShiftFactory(service=service, most=4).counsellor_id for _ in range(COUNSELLORS)]
    VisitFactory.create_batch(COUNSELLORS * 5, visitor__service=service)

    each = [(seed, id, ids, ATTEMPTS // COUNSELLORS) for seed, id in enumerate(ids)]
    found: Counter[str] = sum((Counter(told["found"]) for told in race.run(queue_race.counsel, each)), Counter())

    assert set(found) <= ANSWERS, found
    assert sum(found.values()) == ATTEMPTS // COUNSELLORS * COUNSELLORS
    claimed = found["take claimed"] + found["poach claimed"]
    assert claimed == Visit.objects.filter(claimed_at__isnull=False).count() >= COUNSELLORS
    assert found["hand_over done"] > 0
    assert found["write written"] == Message.objects.count() > 0
    assert queue_race.faults() == []
    assert found["end done"] == Visit.objects.filter(state=VisitState.CLOSED).count()
    assert chain.verify() == []


def test_the_race_would_tell_of_a_double_claim() -> None:
    """The same checks, where nothing keeps two counsellors from claiming one person."""
    service = ServiceFactory(open=True)
    ids = [ShiftFactory(service=service).counsellor_id for _ in range(2)]
    visit = VisitFactory(visitor__service=service)
    visits.call_next(service=service, by=User.objects.get(pk=ids[0]))

    told = race.run(queue_race.careless, [(id, visit.pk) for id in ids])

    assert sum(one["found"]["take claimed"] for one in told) == 2
    assert Visit.objects.filter(claimed_at__isnull=False).count() == 1
    assert queue_race.faults() == [queue_race.NO_VISIT]


def test_and_of_one_who_wrote_and_did_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not of one who says goodbye."""
    room = one_to_one(kind="chat")
    room.join("Cara", member_of(room.team, "counsellor"), Part.WORKER)
    conversations.assign(conversation=room.conversation, to=room["Cara"], epoch=1, may_say_goodbye=True, by=SYSTEM)
    assert [room.say(name).state for name in ("Cleo", "Cara", "Robin")] == ["stored"] * 3
    conversations.remove(participant=room["Cara"], by=SYSTEM)
    room.join("Cara", room.user("Cara"), Part.WORKER)
    monkeypatch.setattr(rules, "check_helps", lambda who, epoch: None)
    assert room.say("Cara").state == "stored"

    assert queue_race.faults() == ["somebody wrote who did not help", queue_race.NO_VISIT]
