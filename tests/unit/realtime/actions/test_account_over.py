"""An account to which nobody comes back is listed when nothing of theirs is kept, and gone when two people agree."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.actions import retention as actions
from realtime.enums import KeptBecause, Part
from realtime.models import Booking, Destruction, Participant, RetentionClass, Visit, Visitor
from realtime.queries import listing
from realtime.queries.visitor import by_phrase
from tests.factories import TeamFactory, member_of
from tests.factories.conversation import ConversationFactory
from tests.factories.counselling import VisitFactory, VisitorFactory
from tests.unit.realtime.actions.test_message import code

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=400)
PASSWORD = "a river of otters 7"


@pytest.fixture
def visitor(db: None) -> Visitor:
    """They came once, and have not come back."""
    who = VisitorFactory(
        nickname="heron", gender="1", ethnicity="A", phrase=make_password("one two three"),
        created_at=clock.now() - LONG_AGO,
    )  # fmt: skip
    with recording.acting(by=SYSTEM, verb="test"):
        who.user.set_password(PASSWORD)
        who.user.save()
    return who


def two(visitor: Visitor) -> list[User]:
    team = visitor.service.team
    return [member_of(team, role) for role in (RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD)]


def visited(visitor: Visitor, **more: object) -> Visit:
    came = clock.now() - LONG_AGO
    return VisitFactory(
        visitor=visitor, **{"joined_at": came, "ended_at": came, "state": "left", "on_mind": "My dog", **more}
    )


def talked(visitor: Visitor) -> Participant:
    conversation = ConversationFactory(kind="chat", team=visitor.service.team)
    return conversations.join(
        conversation=conversation, user=visitor.user, part=Part.PERSON, name="heron", by=SYSTEM
    )  # fmt: skip


def is_listed(visitor: Visitor) -> bool:
    actions.plan(by=SYSTEM)
    return Destruction.objects.filter(visitor=visitor).exists()


def test_it_is_listed_after_its_time_and_everything_that_opens_it_goes_when_two_agree(visitor: Visitor) -> None:
    who = talked(visitor)
    with recording.acting(by=SYSTEM, verb="test"):
        who.conversation.state, who.conversation.ended_at = "ended", clock.now()
        who.conversation.save()
    conversations.erase(conversation=who.conversation, by=SYSTEM)
    assert is_listed(visitor)
    due = Destruction.objects.get(visitor=visitor)
    manager, lead = two(visitor)
    assert (due.team, listing.shown([due], manager)[0].whose) == (visitor.service.team, "heron")
    assert code(actions.agree, destruction=due, by=two(VisitorFactory())[0]) == "needs-conversation.erase"
    assert actions.agree(destruction=due, by=manager) is False
    assert code(actions.agree, destruction=due, by=manager) == "second"
    assert User.objects.filter(username="heron").exists()
    assert actions.agree(destruction=due, by=lead) is True

    gone = Visitor.objects.select_related("user").get(pk=visitor.pk)
    assert (gone.phrase, gone.gender, gone.ethnicity, gone.born_month, gone.born_year) == ("", "Z", "Z", 1, 2011)
    assert (gone.user.is_active, gone.user.has_usable_password()) == (False, False)
    assert not User.objects.filter(username__contains="heron").exists()
    assert authenticate(username="heron", password=PASSWORD) is None
    assert by_phrase("heron", "one two three") is None
    who.refresh_from_db()
    assert who.name == "Somebody"
    assert not is_listed_again(visitor)


def is_listed_again(visitor: Visitor) -> bool:
    return actions.plan(by=SYSTEM) > 0


def test_never_while_a_conversation_of_theirs_is_kept(visitor: Visitor) -> None:
    talked(visitor)
    assert not is_listed(visitor)


def test_never_while_words_from_a_visit_are_kept_or_a_time_is_booked(visitor: Visitor) -> None:
    visit = visited(visitor)
    assert not is_listed(visitor)
    kept = Destruction.objects.get(visit=visit)
    manager, lead = two(visitor)
    actions.keep(destruction=kept, because=KeptBecause.LEGAL, by=lead)
    assert not is_listed(visitor)
    actions.lift(destruction=kept, words="It is over", by=lead)
    for user in (manager, lead):
        actions.agree(destruction=kept, by=user)
    with recording.acting(by=SYSTEM, verb="test"):
        booking = Booking.objects.create(
            service=visitor.service, visitor=visitor, counsellor=lead, at=clock.now() + dt.timedelta(days=1)
        )
    assert not is_listed(visitor)
    with recording.acting(by=SYSTEM, verb="test"):
        Booking.objects.filter(pk=booking.pk).delete()
    assert is_listed(visitor)


def test_not_before_its_time_which_those_who_lead_choose(visitor: Visitor) -> None:
    manager = two(visitor)[0]
    kept = RetentionClass.objects.get(kind="account")
    assert kept.keep_days == 365
    actions.keep_for(kept=kept, days=401, by=manager)
    assert not is_listed(visitor)
    actions.keep_for(kept=kept, days=399, by=manager)
    assert is_listed(visitor)


@pytest.mark.parametrize("came", ["signed in", "talked"])
def test_who_comes_back_is_taken_off_the_list_and_keeps_the_account(visitor: Visitor, came: str) -> None:
    assert is_listed(visitor)
    due = Destruction.objects.get(visitor=visitor)
    manager, lead = two(visitor)
    actions.agree(destruction=due, by=manager)
    if came == "talked":
        talked(visitor)
    else:
        with recording.acting(by=SYSTEM, verb="test"):
            User.objects.filter(pk=visitor.user_id).update(last_login=clock.now())
    assert code(actions.agree, destruction=due, by=lead) == "in-use"
    assert not is_listed(visitor)
    assert User.objects.get(pk=visitor.user_id).username == "heron"


def test_an_account_of_another_team_is_not_theirs(visitor: Visitor) -> None:
    assert is_listed(visitor)
    other = member_of(TeamFactory(), RoleName.TEAM_MANAGER)
    assert code(actions.agree, destruction=Destruction.objects.get(visitor=visitor), by=other) == (
        "needs-conversation.erase"
    )
