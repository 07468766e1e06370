"""Django's admin as the system administrators' room: the one sign-in, and only what is named here."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mhst.core.permissions import Permission

#: Shown, read-only. Never a person, an account, a session, a second factor or a grant.
SHOWN = frozenset({"django_tasks_database.dbtaskresult"})


class SystemSite(AdminSite):
    site_header = site_title = "System"
    index_title = "Jobs"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Apps we install register their own models; those not named above stay out."""
        models = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        for model in models:
            if model._meta.label_lower in SHOWN:
                super().register(model, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.can(Permission.SYSTEM_ADMINISTER)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one way in, and strangers were sent there already; the wrong role is told so."""
        viewer: Any = request.user
        viewer.require(Permission.SYSTEM_ADMINISTER)
        return redirect("admin:index")
