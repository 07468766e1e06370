from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms import views

urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("search/", views.search, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
