from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mhst.access import sessions
from mhst.demo import queries, second_factor
from mhst.demo.logins import PASSWORD, PERSONAS
from mhst.demo.world import evening


@require_GET
@never_cache
def personas(request: HttpRequest) -> HttpResponse:
    """Who one can be here, and what the usual sign-in asks for at this moment."""
    known = {"personas": PERSONAS, "password": PASSWORD, "code": second_factor.current_code()}
    return render(request, "demo/personas.html", known)


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as one of them, second factor taken as shown. Raises: NotFound for anybody else."""
    user = queries.get_persona(request.POST.get("username", ""))
    sessions.begin_for_demo(request, user)
    return redirect(queries.begins_at(user) or settings.LOGIN_REDIRECT_URL)


@require_POST
def send_one(request: HttpRequest) -> HttpResponse:
    """Another young person comes to talk, and waits."""
    messages.success(request, f"{evening.send_one()} is waiting now. Sign in as the counsellor, and press next.")
    return redirect("personas")
