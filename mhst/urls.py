"""The only file that knows every app's addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import urls as cms_urls
from mhst.core.addresses import ByFirstWord
from mhst.core.health import health
from mhst.core.icon import icon

_staff_and_tools: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("favicon.ico", icon, name="favicon"),
    path("", include("mhst.access.urls")),
    path("accounts/", include("mhst.access.sign_in_urls")),
    path("people/", include("mhst.people.urls")),
    path("system/", admin.site.urls),
    path("site-admin/", include(wagtailadmin_urls)),
    path("", include("mhst.places.urls")),
    path("", include("mhst.community.urls")),
    path("", include("school_link.urls")),
    path("", include("realtime.urls")),
    path("", include("sessions_app.urls")),
    path("", include("mhst.community.prescribing.urls")),
    path("", include("mhst.community.staff_support.urls")),
    path("", include("mhst.reporting.urls")),
    path("", include("cms.urls")),
    path("", include("cms.directory.urls")),
    path("", include("cms.posts.urls")),
    path("documents/", include(wagtaildocs_urls)),
]
urlpatterns = [
    ByFirstWord(_staff_and_tools),
    *i18n_patterns(*cms_urls.in_each_language, path("", include(wagtail_urls)), prefix_default_language=False),
]

if settings.DEMO:
    urlpatterns.insert(0, path("design/", include("mhst.core.gallery")))
    urlpatterns.insert(0, path("demo/", include("mhst.demo.urls")))
