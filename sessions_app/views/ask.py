"""Asking for support without an account. A code goes on with it; a cookie holds the code while the pages are open."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core.actors import Machine
from mhst.core.errors import DomainError, NotFound
from mhst.core.forms import posted
from sessions_app.actions import request as actions
from sessions_app.enums import CHECK
from sessions_app.forms import ask as forms
from sessions_app.forms import asked
from sessions_app.queries import request as queries
from sessions_app.rules import request as rules
from sessions_app.views import in_public

if TYPE_CHECKING:
    from sessions_app.models import RequestForSupport

PUBLIC = Machine("public form")
COOKIE, PATH = "asking", "/ask/"
#: A phone that is passed on should not show for long what was written on it.
COOKIE_SECONDS = 2 * 3600
#: Stands in the cookie instead of the code once it is sent, so that other tabs say so. Opens nothing.
SENT = "sent"

View = Callable[..., HttpResponse]


def _open(view: View) -> View:
    """For everybody, and kept in nobody's cache."""
    return login_not_required(never_cache(view))


def _with_draft(view: View) -> View:
    """Only for whoever holds the code of something begun; others are asked for it."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.COOKIES.get(COOKIE, "")
        if code == SENT:
            return redirect("ask-sent")
        try:
            draft = queries.by_code(code)
        except NotFound:
            return redirect("ask-go-on")
        if draft.sent_at is not None:
            return _with_code(redirect("ask-sent"), SENT)
        response = view(request, draft, *args, **kwargs)
        return response if COOKIE in response.cookies else _with_code(response, code)

    return _open(opened)


@_open
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What this is and is not; who asks, and at which school."""
    form = forms.Start(posted(request), schools=queries.schools_in_public())
    if request.method == "POST" and form.is_valid():
        try:
            said = form.answers()
            in_public.check_begins(request, said["school"].pk)
            _, code = actions.start_in_public(**said, by=PUBLIC)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return _with_code(redirect("ask-code"), code)
    return render(request, "sessions_app/ask/start.html", {"form": form}, status=_status(form))


@require_GET
@_with_draft
def code(request: HttpRequest, draft: "RequestForSupport") -> HttpResponse:
    """The code, shown only until the first page is filled in."""
    if draft.step:
        return redirect("ask-page", draft.step)
    first = rules.pages_of(draft)[0].slug
    link = request.build_absolute_uri(f"{PATH}go-on/{request.COOKIES[COOKIE]}/")
    told = {"draft": draft, "code": request.COOKIES[COOKIE], "link": link, "first": first}
    return render(request, "sessions_app/ask/code.html", told)


@require_http_methods(["GET", "POST"])
@_with_draft
def page(request: HttpRequest, draft: "RequestForSupport", slug: str) -> HttpResponse:
    """One part. Saved when it is sent."""
    if slug == CHECK:
        return _check(request, draft)
    if slug not in [each.slug for each in rules.pages_of(draft)]:
        raise NotFound
    form = asked.form_for(draft, slug, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_page(draft=draft, slug=slug, answers=form.answers(), by=PUBLIC)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return redirect("ask-page", draft.step)
    return _step(request, draft, slug, "page", form=form)


@_open
@require_http_methods(["GET", "POST"])
def go_on(request: HttpRequest, code: str = "") -> HttpResponse:
    """Come back with the code, typed or as a link."""
    form = forms.GoOn({"code": code} if code else posted(request))
    if form.is_bound and form.is_valid():
        try:
            draft = queries.by_code(form.cleaned_data["code"])
        except NotFound as unknown:
            form.add_error("code", unknown.message)
        else:
            if draft.sent_at:
                return _with_code(redirect("ask-sent"), SENT)
            return _with_code(redirect("ask-page", draft.step or _first(draft)), form.cleaned_data["code"])
    return render(request, "sessions_app/ask/go_on.html", {"form": form}, status=_status(form))


@_open
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The team has it. Says nothing of what was sent."""
    page = render(request, "sessions_app/ask/sent.html")
    return page if request.COOKIES.get(COOKIE) == SENT else without_code(page)


def _check(request: HttpRequest, draft: "RequestForSupport") -> HttpResponse:
    refused = None
    if request.method == "POST":
        try:
            in_public.check_sends(request, draft.school_id)
            actions.send(draft=draft, by=PUBLIC)
        except DomainError as error:
            refused = error
        else:
            return _with_code(redirect("ask-sent"), SENT)
    return _step(request, draft, CHECK, "check", parts=asked.answered(draft), refused=refused)


def _step(request: HttpRequest, draft: "RequestForSupport", slug: str, template: str, **told: Any) -> HttpResponse:
    pages = [*(each.slug for each in rules.pages_of(draft)), CHECK]
    context = {
        "draft": draft,
        "title": asked.title_of(draft, slug),
        "step": pages.index(slug) + 1,
        "steps": len(pages),
        "before": rules.page_before(draft, slug),
        **told,
    }
    refused = told.get("refused")
    status = refused.status_on_form if refused else _status(told.get("form"))
    return render(request, f"sessions_app/ask/{template}.html", context, status=status)


def _first(draft: "RequestForSupport") -> str:
    return rules.pages_of(draft)[0].slug


def _status(form: Any) -> int:
    return 422 if form is not None and form.is_bound and form.errors else 200


def _with_code(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, code, max_age=COOKIE_SECONDS, path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def without_code(response: HttpResponse) -> HttpResponse:
    """This phone shows nothing of it any more without the code."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response
