"""The licence gate: which questionnaires have words here, and putting them in and out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import confirm_page, form_page
from sessions_app.actions import pack as actions
from sessions_app.forms.pack import PackForm
from sessions_app.instruments import find
from sessions_app.queries import pack as queries

PAGE = "sessions_app/pack"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    context = {"rows": queries.rows(request.user), "withdrawn": queries.withdrawn(request.user)}
    return render(request, f"{PAGE}/index.html", context)


def install(request: SignedInRequest) -> HttpResponse:
    rows = queries.rows(request.user)
    form = PackForm(request.POST, request.FILES) if request.method == "POST" else PackForm()
    return form_page(
        request,
        form=form,
        act=lambda cleaned: actions.install(by=request.user, **form.act),
        done=lambda pack: f"{find(pack.instrument).name} can be filled in here now.",
        to=reverse("packs"),
        template=f"{PAGE}/install.html",
        context={"rows": rows},
    )


def withdraw(request: SignedInRequest, id: UUID) -> HttpResponse:
    pack = queries.get(id, request.user)
    return confirm_page(
        request,
        act=lambda: actions.withdraw(pack=pack, by=request.user),
        done="The pack is withdrawn.",
        to=reverse("packs"),
        template=f"{PAGE}/withdraw.html",
        context={"pack": pack, "instrument": find(pack.instrument)},
    )
