"""Posts in pages: written without an account, found again by a code, read first by a moderator."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.posts.actions import post as posts
from cms.posts.enums import PostState
from cms.posts.models import Post
from cms.posts.queries import post as queries
from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from tests.factories import TeamFactory, member_of
from tests.factories.counselling import ServiceFactory
from tests.factories.posts import PostConcernFactory, PostFactory

pytestmark = pytest.mark.django_db
WRITTEN = {"nickname": "owl", "band": "14-16", "title": "Nights", "body": "I read till I sleep."}


@pytest.fixture(autouse=True)
def calm():
    cache.clear()


@pytest.fixture(autouse=True)
def reader(db):
    """Whoever reads posts here."""
    return member_of(TeamFactory(), RoleName.MODERATOR)


class TestWhereNobodyReads:
    @pytest.fixture(autouse=True)
    def gone(self, reader):
        with recording.acting(by=SYSTEM, verb="test"):
            reader.memberships.update(ends_on=clock.today() - dt.timedelta(days=1))

    def test_nobody_is_asked_to_write(self, client):
        page = text(client.get("/posts/"))
        assert ("Write something" in page, "Nobody reads posts here yet" in page) == (False, True)
        page = text(client.get("/posts/write/"))
        assert ("Send it" in page, "Nobody reads posts here yet" in page) == (False, True)

    def test_what_was_typed_before_is_not_taken_and_not_lost(self, client):
        answer = client.post("/posts/write/", WRITTEN)
        assert (answer.status_code, "Nobody reads posts here yet" in text(answer)) == (422, True)
        assert ("I read till I sleep." in text(answer), Post.objects.exists()) == (True, False)

    @pytest.mark.parametrize("role", [RoleName.MODERATOR, RoleName.TEAM_MANAGER, RoleName.SUPERVISOR])
    def test_one_who_may_read_them_is_enough(self, client, role):
        member_of(TeamFactory(), role)
        assert "Write something" in text(client.get("/posts/"))


def text(answer):
    return answer.content.decode()


def test_writing_asks_for_no_name_and_shows_the_code_once(client):
    page = client.get("/posts/write/")
    assert set(re.findall(r'name="(\w+)"', text(page))) == {"csrfmiddlewaretoken", "viewport", "once", *WRITTEN}
    wrong = client.post("/posts/write/", WRITTEN | {"title": ""})
    assert (wrong.status_code, "I read till I sleep." in text(wrong)) == (422, True)
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}", text(client.post("/posts/write/", WRITTEN)))[0]

    assert "Nobody has read it yet" in text(client.post("/posts/yours/", {"code": code.lower()}))
    assert "no such code" in text(client.post("/posts/yours/", {"code": "nonsense"}))
    assert "no such code" in text(client.post("/posts/yours/take-back/", {"code": "nonsense"}))
    asked = text(client.post("/posts/yours/take-back/", {"code": code}))
    assert ("Do you want to take it back?" in asked, Post.objects.get().state) == (True, PostState.WAITING)
    sure = {"code": code, "sure": "yes"}
    assert "Other people cannot read it any more." in text(client.post("/posts/yours/take-back/", sure))
    assert "You had taken it back already" in text(client.post("/posts/yours/take-back/", sure))
    assert "You had taken it back already" in text(client.post("/posts/yours/take-back/", {"code": code}))
    assert client.get("/posts/yours/").status_code == 200


def test_floods_are_slowed_and_nothing_typed_is_lost(client, monkeypatch):
    monkeypatch.setattr("cms.posts.views.public.MOST_POSTS", 0)
    monkeypatch.setattr("cms.posts.views.public.MOST_CODES", 0)
    answer = client.post("/posts/write/", WRITTEN)
    assert (answer.status_code, "Send it again in some minutes" in text(answer)) == (422, True)
    assert "I read till I sleep." in text(answer)
    assert "Try again in some minutes" in text(client.post("/posts/yours/", {"code": "ABCD"}))
    assert not Post.objects.exists()


def test_wrong_codes_of_others_shut_out_nobody_who_has_one(client, monkeypatch):
    monkeypatch.setattr("cms.posts.views.public.MOST_CODES", 1)
    post = PostFactory(published=True, code="ABCD-EFGH-JKMN")
    for _ in range(3):  # a code that is right is not counted
        assert client.post("/posts/yours/", {"code": "ABCD-EFGH-JKMN"}).status_code == 200
    assert client.post("/posts/yours/", {"code": "WRONG"}).status_code == 422
    late = client.post("/posts/yours/take-back/", {"code": "WRONG-2"})
    assert (late.status_code, "Try again in some minutes" in text(late), 'value="WRONG-2"' in text(late)) == (
        429,
        True,
        True,
    )

    client.post("/posts/yours/take-back/", {"code": "ABCD-EFGH-JKMN", "sure": "yes"})
    post.refresh_from_db()
    assert post.state == PostState.WITHDRAWN


def test_only_what_is_published_is_read(client):
    shown, waiting = PostFactory(published=True), PostFactory()
    assert shown.body in text(client.get("/posts/"))
    assert "Nobody can answer here" in text(client.get(f"/posts/{shown.pk}/"))
    assert client.get(f"/posts/{waiting.pk}/").status_code == 404
    older = PostFactory(published=True, title="For older ones", body="I cried a lot.", fit_from="17-19")
    assert "For older ones" not in text(client.get("/posts/?age=nonsense&page=x"))
    listed = text(client.get("/posts/?age=17-19"))
    assert ("For older ones" in listed, f'"/posts/{older.pk}/"' in listed, "I cried" in listed) == (True, True, False)
    address = f"/posts/{older.pk}/"
    for answer in (client.get(f"{address}?age=17-19"), client.post(address, {"age": "14-16"})):
        asked = text(answer)
        assert ("How old are you?" in asked, "older ones" in asked, "I cried" in asked) == (True, False, False)
    opened = Client(enforce_csrf_checks=True).post(address, {"age": "17-19"})
    assert ("I cried a lot." in text(opened), dict(opened.cookies)) == (True, {})


def test_a_moderator_decides_and_a_writer_reads_what_became_of_it(client):
    post = PostFactory(code="ABCD-EFGH-JKMN", is_marked=True, marked="lost")
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    assert post.nickname in text(client.get("/posts/moderate/"))
    page = reverse("posts-moderate-post", args=[post.pk])
    assert "Marked words" in text(client.get(page))
    said = {"kind": "publish", "title": "To big school", "body": "I got lost.", "fit_from": "11-13"}
    said["nickname"] = "somebody"
    said["read"] = queries.as_read(post)
    assert "Choose the reason" in text(client.post(page, said))
    assert client.post(page, said | {"reason": "other", "answer": "We made it shorter."}).status_code == 302
    again = text(client.get(page))
    assert ("Take it down" in again, "<p>I got lost.</p>" in again, 'name="title"' in again) == (True, True, False)
    assert client.get("/posts/moderate/concerns/").status_code == 403
    client.logout()

    yours = text(client.post("/posts/yours/", {"code": "ABCD-EFGH-JKMN"}))
    assert "We made it shorter." in yours
    assert ("I got lost. Twice." in yours, "<h3>To big school</h3>" in yours) == (True, True)
    public = text(client.get(f"/posts/{post.pk}/")) + text(client.get("/posts/"))
    assert (public.count("somebody, 11 to 13"), post.nickname in public) == (2, False)


def test_what_is_public_is_taken_down_with_a_reason_and_a_word_only(client):
    post = PostFactory(published=True)
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    page = reverse("posts-moderate-post", args=[post.pk])
    assert "(optional)" not in text(client.get(page))
    said = {"read": queries.as_read(post), "reason": "other", "answer": ""}
    assert (client.post(page, said).status_code, client.get(f"/posts/{post.pk}/").status_code) == (422, 200)
    assert client.post(page, said | {"answer": "It names a school."}).status_code == 302
    post.refresh_from_db()
    assert (post.state, post.answer, client.get(f"/posts/{post.pk}/").status_code) == (
        "declined",
        "It names a school.",
        404,
    )


def test_posts_to_read_are_told_apart_by_their_titles_a_page_at_a_time(client, monkeypatch):
    monkeypatch.setattr(queries, "A_SCREENFUL", 1)
    for title in ("First night", "Second night"):
        PostFactory(nickname="owl", written_title=title)
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    first, second = (text(client.get("/posts/moderate/", {"waiting": number})) for number in "12")
    assert ["First night" in first, "Second night" in first, "Second night" in second] == [True, False, True]


def test_where_talking_is_offered_it_says_whether_it_is_open(client):
    ServiceFactory()
    shown = PostFactory(published=True, answer="Thank you.", code="ABCD-EFGH-JKMN")
    yours = client.post("/posts/yours/", {"code": "ABCD-EFGH-JKMN"})
    for page in (client.get(f"/posts/{shown.pk}/"), yours):
        assert "Closed now." in text(page)
        assert "no-cache" in page.headers["Cache-Control"]


def test_a_page_that_shows_less_than_there_is_decides_nothing_and_keeps_what_was_typed(client):
    post = PostFactory()
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    page = reverse("posts-moderate-post", args=[post.pk])
    said = {"kind": "publish", "title": "Up", "body": "Shorter.", "fit_from": "11-13", "reason": "other"}
    said |= {"answer": "We thank you.", "read": queries.as_read(post)}
    posts.mark(post_id=post.pk, words=["lost"], by=SYSTEM)
    shown = client.post(page, said)
    assert (shown.status_code, "Marked words" in text(shown), "Shorter." in text(shown)) == (409, True, True)
    said["read"] = re.search(r'name="read" value="([^"]+)"', text(shown))[1]
    assert client.post(page, said).status_code == 302

    late = client.post(page, said)
    shown = text(late)
    assert (late.status_code, "You have decided this already" in shown, "from the list" in shown) == (409, True, False)
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    assert "A colleague was quicker" in text(client.post(page, said))
    posts.withdraw(post=post, by=SYSTEM)
    late = text(client.post(page, said))
    assert ("has taken it back meanwhile" in late, "We thank you." in late) == (True, True)


def test_a_page_that_is_loaded_again_shows_the_same_code_and_brings_nothing_back(client):
    sent = WRITTEN | {"once": str(uuid4())}
    first, again = (
        re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}", text(client.post("/posts/write/", sent)))[0] for _ in "12"
    )
    assert (first == again, Post.objects.count()) == (True, 1)
    client.post("/posts/yours/take-back/", {"code": first, "sure": "yes"})
    gone = client.post("/posts/write/", sent)
    assert (gone.status_code, "You have taken this back" in text(gone), sent["once"] in text(gone)) == (
        422,
        True,
        False,
    )


def test_a_concern_goes_from_a_moderator_to_a_lead(client):
    post = PostFactory()
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    new = reverse("posts-concern-new", args=[post.pk])
    assert client.post(new, {"worry": ""}).status_code == 422
    said = {"worry": "Danger.", "words": "Please call 999.", "once": str(uuid4())}
    for _ in "12":  # pressed twice
        assert client.post(new, said).status_code == 302
    post.refresh_from_db()
    assert (post.concerns.count(), post.answer) == (1, "Please call 999.")
    assert "A concern is open" in text(client.get(reverse("posts-moderate-post", args=[post.pk])))
    lead = member_of(TeamFactory(), RoleName.SAFEGUARDING_LEAD)
    client.force_login(lead)
    assert "Whoever wrote a post may be in danger" in text(client.get("/home/"))
    raised = post.concerns.get()
    assert "Danger." in text(client.get(reverse("posts-concern", args=[raised.pk])))
    assert "You raised this" in text(
        client.post(reverse("posts-concern", args=[PostConcernFactory(raised_by=lead).pk]), {"done": "x"})
    )
    answer = reverse("posts-concern", args=[raised.pk])
    assert [client.post(answer, {"done": "Told the police."}).status_code for _ in "12"] == [302, 302]
    assert client.post(answer, {"done": "Something else."}).status_code == 409
    assert "Told the police." in text(client.get(reverse("posts-concern", args=[raised.pk])))
    client.force_login(member_of(TeamFactory(), RoleName.MODERATOR))
    assert "A concern was answered" in text(client.get(reverse("posts-moderate-post", args=[post.pk])))
    client.force_login(lead)
    assert client.get(reverse("posts-concern", args=[post.pk])).status_code == 404
    assert client.get(reverse("posts-moderate-post", args=[raised.pk])).status_code == 404
    assert post.state == PostState.WAITING
