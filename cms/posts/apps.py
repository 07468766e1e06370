from django.apps import AppConfig


class PostsApp(AppConfig):
    name = "cms.posts"
    label = "posts"
    verbose_name = "Posts by young people"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core import navigation
        from mhst.core.permissions import Permission

        looks.say({"post.open": "What a young person wrote for others", "post.concern": "A concern about a post"})
        navigation.add(navigation.Entry("Posts", "posts-moderate", Permission.CONVERSATION_MODERATE, order=63))
