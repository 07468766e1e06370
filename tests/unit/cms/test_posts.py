"""What young people write for others: sealed, read first by a moderator, and taken back at any time."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection

from cms.posts.actions import concern as concerns
from cms.posts.actions import post as posts
from cms.posts.enums import Band, DecisionKind, PostState, Reason
from cms.posts.models import Decision, Post, PostConcern
from cms.posts.queries import post as queries
from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from realtime.tasks import tell_of_post_concerns
from sessions_app.models import Message
from tests.factories import TeamFactory, member_of
from tests.factories.access import UserFactory
from tests.factories.posts import PostConcernFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return member_of(TeamFactory(), RoleName.MODERATOR)


@pytest.fixture
def lead():
    return member_of(TeamFactory(), RoleName.SAFEGUARDING_LEAD)


def decide(post, kind, by, **more):
    said = {
        "nickname": post.nickname,
        "title": post.written_title,
        "body": post.written,
        "fit_from": post.band,
        "reason": "",
        "answer": "",
    }
    said |= {"read": queries.as_read(Post.objects.get(pk=post.pk))}
    return posts.decide(post=post, kind=kind, by=by, **said | more)


def test_it_is_sealed_and_found_again_by_its_code_only(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        code = posts.submit(nickname="owl", band=Band.MIDDLE, title="Nights", body="I want to die sometimes", by=SYSTEM)

    post = queries.by_code(code.lower().replace("-", " "))
    assert (post.written, post.state, post.body) == ("I want to die sometimes", PostState.WAITING, "")
    assert (post.is_marked, "die" in post.marked) == (True, True)
    assert queries.by_code("ABCD-2345-WXYZ") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT written, code_hash FROM posts_post")
        [(written, kept)] = cursor.fetchall()
    assert b"want to die" not in bytes(written)
    assert code.replace("-", "") not in kept


def test_an_unchanged_post_is_published_and_a_changed_one_says_so(moderator):
    plain, changed = PostFactory(), PostFactory()
    assert decide(plain, DecisionKind.PUBLISH, moderator).kind == DecisionKind.PUBLISH
    with pytest.raises(Refused, match="Choose the reason"):
        decide(changed, DecisionKind.PUBLISH, moderator, body="I got lost.")
    with pytest.raises(Refused, match="kind word"):
        decide(changed, DecisionKind.PUBLISH, moderator, body="I got lost.", reason=Reason.OTHER)
    made = decide(changed, DecisionKind.PUBLISH, moderator, body="I got lost.", reason=Reason.OTHER, answer="Shorter.")

    assert made.kind == DecisionKind.PUBLISH_WITH_EDIT
    changed.refresh_from_db()
    assert (changed.body, changed.written, changed.answer) == ("I got lost.", "I got lost. Twice.", "Shorter.")


def test_a_nickname_is_looked_through_and_changed_as_all_words_are(moderator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        code = posts.submit(nickname="want to die", band=Band.MIDDLE, title="Hello", body="I read.", by=SYSTEM)
    post = queries.by_code(code)
    assert (post.is_marked, "die" in post.marked) == (True, True)
    with pytest.raises(Refused, match="Choose the reason"):
        decide(post, DecisionKind.PUBLISH, moderator, nickname="")
    made = decide(post, DecisionKind.PUBLISH, moderator, nickname="", reason=Reason.OTHER, answer="We left it out.")
    post.refresh_from_db()
    assert (made.kind, post.nickname, post.shown_as) == (DecisionKind.PUBLISH_WITH_EDIT, "want to die", "")


def test_a_second_opinion_is_somebody_elses(moderator, lead):
    post = PostFactory()
    decide(post, DecisionKind.HOLD, moderator, reason=Reason.METHOD)
    post.refresh_from_db()
    with pytest.raises(Refused, match="Somebody else decides"):
        decide(post, DecisionKind.PUBLISH, moderator)
    decide(post, DecisionKind.DECLINE, lead, reason=Reason.METHOD, answer="Thank you for writing.")
    post.refresh_from_db()
    with pytest.raises(Conflict, match="quicker"):
        decide(post, DecisionKind.PUBLISH, moderator)
    with pytest.raises(Refused):
        decide(post, DecisionKind.PUBLISH, UserFactory())
    assert [one.kind for one in Decision.objects.filter(post=post)] == ["hold", "decline"]
    assert queries.decided(lead).paginator.count == 2


def test_what_is_for_older_ones_is_shown_to_no_younger_one(moderator):
    decide(PostFactory(band=Band.OLDER), DecisionKind.PUBLISH, moderator)
    for_younger = {"post": PostFactory(band=Band.OLDER), "by": moderator, "fit_from": Band.YOUNGER}
    with pytest.raises(Refused, match="younger than whoever wrote it"):
        decide(kind=DecisionKind.PUBLISH, **for_younger)
    decide(kind=DecisionKind.PUBLISH, reason=Reason.OTHER, **for_younger)

    assert [queries.published(band).paginator.count for band in (Band.YOUNGER, Band.MIDDLE, Band.OLDER)] == [1, 1, 2]


def test_whoever_wrote_it_takes_it_back_and_the_words_go(moderator):
    post = PostFactory(published=True)
    posts.withdraw(post=post, by=SYSTEM)
    post.refresh_from_db()
    assert (post.state, post.body, post.written, post.written_title) == (PostState.WITHDRAWN, "", None, None)
    assert post.shown_as == ""
    with pytest.raises(Conflict, match="already"):
        posts.withdraw(post=post, by=SYSTEM)

    worrying = PostConcernFactory().post
    posts.withdraw(post=worrying, by=SYSTEM)
    worrying.refresh_from_db()
    assert worrying.written == "I got lost. Twice."


def test_a_concern_is_told_at_once_and_again_and_answered_by_another(
    moderator, lead, time_machine, django_capture_on_commit_callbacks
):
    now = clock.now()
    time_machine.move_to(now, tick=False)
    post = PostFactory()
    with pytest.raises(Refused):
        concerns.open_one(post=post, worry="Danger", words="Please call.", by=UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        raised = concerns.open_one(post=post, worry="Danger", words="Please call.", by=moderator)
    tell_of_post_concerns()
    told = Message.objects.filter(key__startswith="post-concern:")
    assert [one.address for one in told] == [lead.email]
    time_machine.move_to(now + dt.timedelta(minutes=61), tick=False)
    tell_of_post_concerns()
    assert Message.objects.filter(key__startswith="post-concern:").count() == 2

    decide(post, DecisionKind.HOLD, moderator, reason=Reason.METHOD)
    assert Post.objects.get(pk=post.pk).answer == "Please call."
    again = concerns.open_one(post=post, worry="Again", words="We are still here.", by=moderator)
    assert Post.objects.get(pk=post.pk).answer == "We are still here.\n\nPlease call."
    decide(post, DecisionKind.DECLINE, lead, reason=Reason.METHOD, answer="Thank you.")
    assert Post.objects.get(pk=post.pk).answer == "Thank you.\n\nWe are still here.\n\nPlease call."
    with pytest.raises(Refused):
        concerns.answer(concern=raised, done="Nothing.", by=moderator)
    own = PostConcernFactory(raised_by=lead)
    with pytest.raises(Refused, match="You raised"):
        concerns.answer(concern=own, done="Nothing.", by=lead)
    concerns.answer(concern=raised, done="Looked for other posts; told the police liaison.", by=lead)
    with pytest.raises(Conflict, match="already"):
        concerns.answer(concern=raised, done="Again.", by=lead)
    assert {one.pk for one in queries.unanswered()} == {again.pk, own.pk}
    assert PostConcern.objects.get(pk=raised.pk).answered_by == lead
    time_machine.move_to(now + dt.timedelta(days=2), tick=False)
    tell_of_post_concerns()
    assert Message.objects.filter(key__startswith=f"post-concern:{raised.pk}").count() == 2


@pytest.mark.both_engines
def test_a_concern_that_nobody_has_answered_comes_first(lead):
    answered, unanswered = (PostConcernFactory() for _ in "12")
    concerns.answer(concern=answered, done="Rang them.", by=lead)
    assert list(queries.concerns(lead)) == [unanswered, answered]


@pytest.mark.both_engines
def test_what_is_sent_twice_from_one_page_is_one_post_and_other_words_are_another():
    """A page is loaded again, a button is pressed twice, or somebody goes back and changes a word."""
    page, told = uuid4(), {"nickname": "Robin", "band": Band.YOUNGER, "title": "Hello", "by": SYSTEM}
    first, again = (posts.submit(once=page, body="I want to die.", **told) for _ in range(2))
    other = posts.submit(once=page, body="I got lost.", **told)

    assert (first == again, queries.by_code(first).written) == (True, "I want to die.")
    assert (queries.by_code(other).written, Post.objects.count()) == ("I got lost.", 2)
    assert posts.submit(once=uuid4(), body="I got lost.", **told) not in {first, other}

    posts.withdraw(post=queries.by_code(other), by=SYSTEM)
    with pytest.raises(Conflict, match="taken this back"):
        posts.submit(once=page, body="I got lost.", **told)


def test_nobody_decides_about_what_they_have_not_read(moderator, lead):
    post = PostFactory()
    opened = queries.as_read(post)
    posts.mark(post_id=post.pk, words=["lost"], by=SYSTEM)
    with pytest.raises(Conflict, match="not what stood on your page"):
        decide(post, DecisionKind.PUBLISH, moderator, read=opened)
    with pytest.raises(Conflict, match="not what stood on your page"):
        decide(post, DecisionKind.PUBLISH, moderator, read="")
    opened = queries.as_read(Post.objects.get())
    decide(post, DecisionKind.HOLD, lead, reason=Reason.METHOD)
    with pytest.raises(Conflict, match="A colleague was quicker"):
        decide(post, DecisionKind.PUBLISH, moderator, read=opened)
    with pytest.raises(Conflict, match="You have decided this already"):
        decide(post, DecisionKind.HOLD, lead, read=opened)
    posts.withdraw(post=post, by=SYSTEM)
    with pytest.raises(Conflict, match="has taken it back meanwhile"):
        decide(post, DecisionKind.PUBLISH, moderator, read=opened)
