from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from mhst.access.queries import sign_in
from mhst.access.requests import SignedInRequest


@never_cache
def account(request: SignedInRequest) -> HttpResponse:
    """One's own page: name, roles, and how one signs in."""
    return render(request, "access/account/show.html", {"ways": sign_in.ways_of(request.user)})


@never_cache
def second_step(request: SignedInRequest) -> HttpResponse:
    """Where a colleague lands who has not shown a second factor yet: set one up, or show the one there is."""
    return render(request, "access/account/second_step.html", {"ways": sign_in.ways_of(request.user)})


def one_account(request: SignedInRequest) -> HttpResponse:
    """The admin sites' pages about whoever is signed in lead to ours: names are kept and passwords changed here."""
    return redirect("access:account")


@login_not_required
def one_way_in(request: SignedInRequest) -> HttpResponse:
    """Wagtail's own sign-in pages lead to ours."""
    return redirect_to_login(request.GET.get("next", settings.LOGIN_REDIRECT_URL))
