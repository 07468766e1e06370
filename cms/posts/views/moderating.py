"""Moderators read every post before others do, and say what worries them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cms.posts.actions import concern as concerns
from cms.posts.actions import post as actions
from cms.posts.enums import DecisionKind, PostState
from cms.posts.forms.post import AnswerForm, ConcernForm, DecideForm, ReadForm, TakeDownForm
from cms.posts.queries import post as queries
from cms.posts.rules import post as rules
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import Conflict
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission

POST = "posts/moderate/post.html"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    context = {
        "waiting": queries.waiting(request.user, number=request.GET.get("waiting")),
        "page": queries.decided(request.user, number=request.GET.get("page")),
        "may_answer": request.user.can(Permission.CONVERSATION_SUPERVISE),
        "unanswered": queries.unanswered(),
    }
    return render(request, "posts/moderate/index.html", context)


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    post = queries.get_to_moderate(id, request.user)
    recording.seen(post, by=request.user, verb="post.open")
    try:
        return _decide(request, post)
    except Conflict as changed:
        return _as_it_stands(request, id, changed.message)


def _decide(request: SignedInRequest, post: Any) -> HttpResponse:
    """Raises: Conflict, also before what was chosen is judged by what can be chosen now."""
    form = _form(post, posted(request))
    if form.is_bound:
        rules.check_has_read(post, form.data.get("read", ""), request.user)
    return form_page(
        request,
        form=form,
        act=lambda said: actions.decide(post=post, by=request.user, **_decision(said)),
        done=lambda made: f"{made.get_kind_display()}: done.",
        to=reverse("posts-moderate"),
        template=POST,
        context={"post": post},
        overtaken=lambda changed: _as_it_stands(request, post.pk, changed.message),
    )


def _form(post: Any, said: QueryDict | None) -> ReadForm:
    """What others read already can only be taken down."""
    read = {"read": queries.as_read(post)}
    if post.state == PostState.PUBLISHED:
        return TakeDownForm(said, initial=read)
    initial = {"nickname": post.nickname, "title": post.written_title, "body": post.written, "fit_from": post.band}
    return DecideForm(said, initial=initial | read, state=post.state)


def _decision(said: dict[str, Any]) -> dict[str, Any]:
    taken_down = {"kind": DecisionKind.DECLINE, "nickname": "", "title": "", "body": "", "fit_from": ""}
    return taken_down | said | {"kind": DecisionKind(said.get("kind", DecisionKind.DECLINE))}


def _as_it_stands(request: SignedInRequest, id: UUID, sentence: str) -> HttpResponse:
    """What stands there now, with what was typed."""
    post = queries.get_to_moderate(id, request.user)
    form = _form(post, request.POST)
    form.go_on_from(queries.as_read(post), sentence)
    return render(request, POST, {"post": post, "form": form, "back": reverse("posts-moderate")}, status=409)


@require_http_methods(["GET", "POST"])
def concern_new(request: SignedInRequest, id: UUID) -> HttpResponse:
    post = queries.get_to_moderate(id, request.user)
    return form_page(
        request,
        form=ConcernForm(posted(request)),
        act=lambda said: concerns.open_one(post=post, by=request.user, **said),
        done="Supervisors and safeguarding leads are told now. Decide about the post as well.",
        to=reverse("posts-moderate-post", args=[id]),
        template="posts/moderate/concern_new.html",
        context={"post": post},
    )


@require_GET
def concern_list(request: SignedInRequest) -> HttpResponse:
    page = queries.concerns(request.user, number=request.GET.get("page"))
    return render(request, "posts/moderate/concerns.html", {"page": page})


@require_http_methods(["GET", "POST"])
def concern(request: SignedInRequest, id: UUID) -> HttpResponse:
    found = queries.get_concern(id, request.user)
    recording.seen(found, by=request.user, verb="post.concern")
    return form_page(
        request,
        form=AnswerForm(posted(request)),
        act=lambda said: concerns.answer(concern=found, by=request.user, **said),
        done="Written down.",
        to=reverse("posts-concerns"),
        template="posts/moderate/concern.html",
        context={"concern": found},
    )
