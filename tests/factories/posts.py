"""Posts by young people, what was decided about them, and concerns."""

import factory

from cms.posts.enums import Band
from cms.posts.models import Post, PostConcern
from cms.posts.queries.post import hash_of
from mhst.core import clock
from tests.factories.access import UserFactory
from tests.factories.recorded import RecordedFactory


class PostFactory(RecordedFactory):
    """Waiting to be read; `published=True` for one that others read. Its code is `code`."""

    class Meta:
        model = Post

    class Params:
        code = factory.Sequence(lambda n: f"CODE-{n:04}-POST")
        published = factory.Trait(
            state="published", shown_as=factory.SelfAttribute("nickname"), title="Up to big school",
            body="I got lost. Twice.", fit_from=Band.YOUNGER, published_at=factory.LazyFunction(clock.now),
        )  # fmt: skip

    nickname = factory.Sequence(lambda n: f"nick {n + 1}")
    band = Band.YOUNGER
    written_title = "Up to big school"
    written = "I got lost. Twice."
    code_hash = factory.LazyAttribute(lambda post: hash_of(post.code))


class PostConcernFactory(RecordedFactory):
    class Meta:
        model = PostConcern

    post = factory.SubFactory(PostFactory)
    worry = "They write that they do not want to wake up."
    raised_by = factory.SubFactory(UserFactory)
