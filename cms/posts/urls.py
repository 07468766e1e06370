from django.urls import path

from cms.posts.views import moderating, public

urlpatterns = [
    path("posts/", public.index, name="posts"),
    path("posts/write/", public.write, name="posts-write"),
    path("posts/yours/", public.yours, name="posts-yours"),
    path("posts/yours/take-back/", public.withdraw, name="posts-withdraw"),
    path("posts/moderate/", moderating.index, name="posts-moderate"),
    path("posts/moderate/concerns/", moderating.concern_list, name="posts-concerns"),
    path("posts/moderate/concerns/<uuid:id>/", moderating.concern, name="posts-concern"),
    path("posts/moderate/<uuid:id>/", moderating.detail, name="posts-moderate-post"),
    path("posts/moderate/<uuid:id>/concern/", moderating.concern_new, name="posts-concern-new"),
    path("posts/<uuid:id>/", public.detail, name="posts-post"),
]
