from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, member_of
from tests.factories.posts import PostConcernFactory, PostFactory


@list_page
def posts() -> ListPage:
    return ListPage("/posts/", None, lambda rows: PostFactory.create_batch(rows, published=True))


@list_page
def posts_to_read() -> ListPage:
    viewer = member_of(TeamFactory(), RoleName.MODERATOR)
    return ListPage("/posts/moderate/", viewer, PostFactory.create_batch)


@list_page
def post_concerns() -> ListPage:
    viewer = member_of(TeamFactory(), RoleName.SAFEGUARDING_LEAD)
    return ListPage("/posts/moderate/concerns/", viewer, PostConcernFactory.create_batch)
