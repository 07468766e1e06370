from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms import views
from cms.queries.sitemap import EveryLanguage

#: Beside the pages of the tree, and in as many languages.
in_each_language = [
    path("help-now/", views.help_now, name="help_now"),
    path("search/", views.search, name="search"),
]
urlpatterns = [
    path("media/images/<path:path>", views.picture, name="picture"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": EveryLanguage}}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
