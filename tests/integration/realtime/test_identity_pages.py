"""The vault as pages: kept from the chat, asked, agreed to, read by two, and seen to have been opened."""

from typing import Any

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from realtime.actions import identity as actions
from realtime.enums import EventKind
from realtime.models import Event, Identity
from tests.factories import member_of
from tests.support.evening import Evening, evening

pytestmark = pytest.mark.django_db
WHO = "Alex Doe, 1 Invented Street"


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_chat_into_the_vault_and_out_by_two(client: Client, tonight: Evening) -> None:
    room = tonight.chat("heron")
    chat = f"/conversations/{room.conversation.pk}/"
    client.force_login(tonight.cleo)
    assert f'href="{chat}identity/"' in text(client.get(chat))
    once = client.get(f"{chat}identity/").context["form"]["once"].value()
    for _ in range(2):  # pressed twice it is kept once
        said = {"known_by": "agreed", "words": WHO, "once": once}
        answer = client.post(f"{chat}identity/", said, follow=True)
        assert "Two people and a reason open it." in text(answer)
    again = text(client.get(f"{chat}identity/"))
    assert ("Something is kept already" in again, tonight.cleo.name in again, WHO in again) == (True, True, False)
    here = f"/counselling/identities/{Identity.objects.get().pk}/"
    assert [client.get(page).status_code for page in ("/counselling/identities/", here, f"{here}read/")] == [
        403, 404, 404,
    ]  # fmt: skip

    client.force_login(tonight.sue)
    assert client.get(f"{here}read/").status_code == 403
    assert WHO not in text(client.get(here))
    assert client.post(here, {"why": "short"}).status_code == 422
    client.post(here, {"why": "They stopped answering us"})
    assert client.post(f"{here}agree/").status_code == 403

    lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")
    client.force_login(lou)
    assert f"{tonight.sue.name} asks to open who heron is" in text(client.get("/counselling/identities/"))
    assert "They stopped answering us" in text(client.get(here))
    assert "Open to you and" in text(client.post(f"{here}agree/", follow=True))
    assert WHO in text(client.get(f"{here}read/"))
    looks = AuditEvent.objects.filter(verb="identity.read")
    assert [one.actor_id for one in looks] == [lou.audit_id]

    manager = member_of(tonight.service.team, RoleName.TEAM_MANAGER)
    client.force_login(manager)
    seen = text(client.get(here))
    assert f"<strong>{tonight.sue.name} and {lou.name}</strong>" in seen
    assert "They stopped answering us" in seen
    assert client.get(f"{here}read/").status_code == 403
    client.force_login(evening().sue)
    assert client.get(here).status_code == 404


def test_what_is_asked_can_be_left_shut(client: Client, tonight: Evening) -> None:
    room = tonight.chat()
    client.force_login(tonight.cleo)
    client.post(f"/conversations/{room.conversation.pk}/identity/", {"known_by": "told", "words": WHO})
    here = f"/counselling/identities/{Identity.objects.get().pk}/"
    client.force_login(tonight.sue)
    client.post(here, {"why": "I would like to know"})
    asked = text(client.get(here))
    assert ("You have asked" in asked, "Nobody yet." in asked) == (True, True)
    assert "It stays shut." in text(client.post(f"{here}decline/", follow=True))
    assert "left it shut" in text(client.get(here))


def test_they_are_shown_that_it_was_opened_unless_that_puts_them_at_risk(client: Client, tonight: Evening) -> None:
    room = tonight.chat("heron")
    identity = actions.keep(conversation=room.conversation.pk, known_by="agreed", words=WHO, by=tonight.cleo)
    lou = member_of(tonight.service.team, RoleName.SAFEGUARDING_LEAD, first_name="Lou")
    pages, here = ("/talk/", f"/conversations/{room.conversation.pk}/"), f"/counselling/identities/{identity.pk}/"

    def opened(why: str) -> tuple[list[bool], int]:
        """Whether their pages say so, and how often a page that is open was told to look."""
        client.force_login(tonight.sue)
        client.post(here, {"why": "They stopped answering us", "not_told_because": why})
        client.force_login(lou)
        assert (why or "they see in their own pages") in text(client.get(here))
        client.post(f"{here}agree/")
        client.force_login(room.user("Robin"))
        told = Event.objects.filter(stream__conversation=room.conversation, kind=EventKind.CHANGED).count()
        return ["two people who lead our team opened" in text(client.get(page)) for page in pages], told

    assert opened("Somebody at home reads their phone") == ([False, False], 0)
    assert opened("") == ([True, True], 1)
    client.force_login(tonight.cleo)
    assert "two people who lead our team opened" not in text(client.get(pages[1]))
