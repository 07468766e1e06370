"""Marked words on pages: the list, one of them, beside the conversation, and the list of phrases in the editor."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import conversation as conversations
from realtime.live import checking
from realtime.models import DangerPhrase, Flag
from tests.factories import OrganisationFactory, TeamFactory, member_of
from tests.support.conversation import Room, one_to_one

pytestmark = pytest.mark.django_db

EDITOR = "/site-admin/snippets/realtime/dangerphrase/"


@pytest.fixture
def room(db: None) -> Room:
    return one_to_one()


@pytest.fixture
def flag(room: Room) -> Flag:
    room.say("Robin", "<b>hi</b> there is no point in trying")
    checking.check()
    return Flag.objects.get()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_who_helps_finds_what_waits_reads_it_and_answers(client: Client, room: Room, flag: Flag) -> None:
    client.force_login(room.user("Cleo"))
    listed = text(client, "/conversations/marked/")
    assert f"/conversations/marked/{flag.pk}/" in listed
    assert "misses about" in listed
    assert "trying" not in listed  # words are read one at a time, and each reading is kept
    page = text(client, f"/conversations/marked/{flag.pk}/")
    assert "&lt;b&gt;hi&lt;/b&gt; there is <mark>no point in trying</mark>" in page
    assert "Not wanting to live: said as it is" in page
    assert AuditEvent.objects.filter(verb="flag.open", kind="viewed").count() == 1
    wrong = client.post(f"/conversations/marked/{flag.pk}/", {})
    assert wrong.status_code == 422
    assert client.post(f"/conversations/marked/{flag.pk}/", {"outcome": "stepping_in"}).status_code == 302
    assert "Stepping in" in text(client, f"/conversations/marked/{flag.pk}/")
    assert "Nothing waits" in text(client, "/conversations/marked/")


def test_from_a_mark_one_comes_to_the_chat_it_is_in(client: Client, room: Room, flag: Flag) -> None:
    page, chat = f"/conversations/marked/{flag.pk}/", f"/conversations/{room.conversation.pk}/"
    client.force_login(room.user("Cleo"))
    assert f'<a href="{chat}">Go to the chat</a>' in text(client, page)
    client.force_login(member_of(room.team, RoleName.SUPERVISOR))
    come_in = f"/counselling/board/{room.conversation.pk}/join/"
    assert (f'href="{chat}"' in text(client, page), f'action="{come_in}"' in text(client, page)) == (False, True)
    assert client.post(come_in)["Location"] == chat
    assert f'<a href="{chat}">Go to the chat</a>' in text(client, page)
    conversations.end(conversation=room.conversation, by=SYSTEM)
    client.force_login(member_of(room.team, RoleName.SUPERVISOR))
    assert come_in in text(client, page)
    assert client.post(come_in)["Location"] == chat
    assert "no point in trying" in text(client, chat)
    other = one_to_one(room.team)
    conversations.end(conversation=other.conversation, by=SYSTEM)
    assert client.post(f"/counselling/board/{other.conversation.pk}/join/").status_code == 404


def test_from_a_mark_in_a_chat_that_has_ended_a_concern_is_raised_and_stands_there(
    client: Client, room: Room, flag: Flag
) -> None:
    conversations.end(conversation=room.conversation, by=SYSTEM)
    lou = member_of(room.team, RoleName.SAFEGUARDING_LEAD)
    page, about = f"/conversations/marked/{flag.pk}/", f"?about={room['Robin'].pk}"
    danger = f"/conversations/{room.conversation.pk}/danger/"
    for viewer in (room.user("Cleo"), member_of(room.team, RoleName.SUPERVISOR)):
        client.force_login(viewer)
        shown = text(client, page)
        assert (f'href="{danger}{about}"' in shown, f"{lou.name} leads now" in shown) == (True, True)
        assert "Raise a safeguarding concern about Robin" in shown
    board = text(client, "/counselling/board/")
    assert ("Ended, and not over for us" in board, "with marks that nobody has answered" in board) == (True, True)
    assert "The chat has ended. Who leads now is told at once" in text(client, danger)
    raised = client.post(danger, {"words": "Said it in so many words"})["Location"]
    steps = text(client, raised)
    assert ("The chat ended on" in steps, f"{lou.name}</strong> was told" in steps) == (True, True)
    shown = text(client, page)
    assert (f'href="{raised}"' in shown, "Next: spoke with the lead on duty, by" in shown, danger in shown) == (
        True, True, False
    )  # fmt: skip
    client.post(page, {"outcome": "stepping_in"})
    board = text(client, "/counselling/board/")
    assert ("its steps go on" in board, "nobody has answered" in board) == (True, False)
    client.force_login(room.user("Robin"))
    assert client.get(danger).status_code == 403
    client.force_login(member_of(TeamFactory(), RoleName.SUPERVISOR))
    assert client.get(danger).status_code == 404
    assert "Ended, and not over for us" not in text(client, "/counselling/board/")


def test_marks_stand_in_the_conversation_for_staff_and_for_nobody_else(client: Client, room: Room, flag: Flag) -> None:
    page, beside = f"/conversations/{room.conversation.pk}/", f"/conversations/{room.conversation.pk}/marked/"
    client.force_login(room.user("Robin"))
    assert "<mark>" not in text(client, page)
    assert client.get(beside).status_code == 403
    assert client.get("/conversations/marked/").status_code == 403
    assert client.get(f"/conversations/marked/{flag.pk}/").status_code == 404
    assert client.post(f"/conversations/marked/{flag.pk}/", {"outcome": "seen"}).status_code == 404
    client.force_login(room.user("Cleo"))
    assert text(client, page).count("<mark>no point in trying</mark>") == 2
    assert "<mark>no point in trying</mark>" in text(client, beside)
    client.force_login(member_of(TeamFactory(), RoleName.COUNSELLOR))
    assert client.get(beside).status_code == 404


def test_looking_is_written_down_once_for_each_page_however_often_it_asks_for_its_marks(
    client: Client, room: Room, flag: Flag, time_machine: Any
) -> None:
    def looked() -> int:
        return AuditEvent.objects.filter(verb="conversation.open", kind="viewed").count()

    client.force_login(room.user("Cleo"))
    (part,) = re.findall('data-flags="([^"]+)"', text(client, f"/conversations/{room.conversation.pk}/"))
    for _ in range(2):
        assert "<mark>" in text(client, part)
    assert looked() == 1
    text(client, part.partition("?")[0])  # asked for by itself
    assert looked() == 2
    other = one_to_one(room.team)
    client.force_login(other.user("Cleo"))
    text(client, f"/conversations/{other.conversation.pk}/marked/?{part.partition('?')[2]}")  # of another page
    assert looked() == 3
    client.force_login(room.user("Cleo"))
    time_machine.move_to(clock.now() + dt.timedelta(hours=13))
    client.force_login(room.user("Cleo"))
    text(client, part)
    assert looked() == 4


def test_what_was_not_checked_says_so_in_the_conversation(
    client: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.say("Robin", "мне плохо")
    checking.check()
    client.force_login(room.user("Cleo"))
    page = text(client, f"/conversations/{room.conversation.pk}/")
    assert page.count("Not checked for danger words") == 2
    assert "could not be looked through" in text(client, f"/conversations/marked/{Flag.objects.get().pk}/")


class TestTheEditor:
    def test_clinicians_keep_the_list_and_each_change_is_kept(self, client: Client, room: Room) -> None:
        lead = member_of(room.team, RoleName.SUPERVISOR)
        client.force_login(lead)
        assert "suicidal" in text(client, f"{EDITOR}?q=suicidal")
        assert "Try it out" in text(client, f"{EDITOR}add/")
        given = {"words": "purple tuesday", "about": "danger", "came_from": "clinical meeting", "is_used": "on"}
        assert client.post(f"{EDITOR}add/", given).status_code == 302
        phrase = DangerPhrase.objects.get(words="purple tuesday")
        assert client.post(f"{EDITOR}edit/{phrase.pk}/", given | {"words": "purple tuesdays"}).status_code == 302
        assert [one.user for one in phrase.revisions.all()] == [lead, lead]
        assert "w-autosave-indicator" not in client.get(f"{EDITOR}edit/{phrase.pk}/").content.decode()
        wrong = client.post(f"{EDITOR}add/", given | {"words": "..."})
        assert "begins and ends with a word" in wrong.content.decode()
        assert client.post(f"{EDITOR}delete/{phrase.pk}/").status_code in {302, 403}
        assert DangerPhrase.objects.filter(pk=phrase.pk).exists()

    def test_the_last_phrase_in_use_stays_in_use(self, client: Client, room: Room) -> None:
        client.force_login(member_of(room.team, RoleName.SUPERVISOR))
        last = DangerPhrase.objects.first()
        DangerPhrase.objects.exclude(pk=last.pk).update(is_used=False)
        answer = client.post(f"{EDITOR}edit/{last.pk}/", {"words": last.words, "about": last.about})
        assert "This is the last phrase in use. Put another in use first." in answer.content.decode()
        assert DangerPhrase.objects.get(pk=last.pk).is_used

    @pytest.mark.parametrize("role", [RoleName.COUNSELLOR, RoleName.PRACTITIONER, RoleName.CONTENT_EDITOR])
    def test_nobody_else_does(self, client: Client, room: Room, role: RoleName) -> None:
        place = OrganisationFactory() if role == RoleName.CONTENT_EDITOR else room.team
        client.force_login(member_of(place, role))
        for path in (EDITOR, f"{EDITOR}add/"):
            assert client.get(path, follow=True).status_code == 403 or client.get(path).status_code == 302
        assert client.post("/site-admin/danger-phrases/try/", {}).status_code in {302, 403}
        assert client.post(f"{EDITOR}add/", {"words": "x y", "about": "danger"}).status_code in {302, 403}
        assert not DangerPhrase.objects.filter(words="x y").exists()

    def test_a_change_is_tried_out_before_it_is_saved(self, client: Client, room: Room) -> None:
        client.force_login(member_of(room.team, RoleName.TEAM_MANAGER))

        def tried(**given: str) -> str:
            answer = client.post("/site-admin/danger-phrases/try/", {"about": "suicide", "is_used": "on"} | given)
            assert answer.status_code == 200
            return answer.content.decode()

        more = tried(words="the car park")
        assert "i keep going up to the top of the car park just to look" in more
        assert re.findall(r"It finds [\d]+ of \d+", more) == ["It finds 256 of 284"]
        assert "With “the car park”</h1>" in more
        assert "my grandad is dying and i dont know how to feel" in tried(words="grandad is dying")
        kms = DangerPhrase.objects.get(words="kms")
        assert "Not found any more" in tried(words="kmx kmx", phrase=str(kms.pk))
        assert "Without “kms”</h1>" in tried(words="kms", phrase=str(kms.pk), is_used="")
        assert DangerPhrase.objects.get(words="kms").is_used
        wrong = client.post("/site-admin/danger-phrases/try/", {"words": "...", "about": "suicide"})
        assert (wrong.status_code, "cannot be tried out yet" in wrong.content.decode()) == (422, True)


def test_one_command_prints_how_good_the_list_is(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("measure_phrases")
    printed = capsys.readouterr().out
    assert "The third that was held out" in printed
    assert "Recall, all" in printed
    assert "of 140 (" in printed
    assert "of 284 (" in printed
