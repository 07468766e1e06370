from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from sessions_app.actions import notice as actions
from sessions_app.forms.notice import NoticesForm
from sessions_app.queries import notice as queries

A_PAGE = 20


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    found = queries.notices_of(request.user, only_unread=only_unread)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    unread = queries.unread_count(request.user)
    context = {"page": page, "only_unread": only_unread, "unread": unread}
    return render(request, "sessions_app/notice/index.html", context)


@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Marks the notices that were on the page; what came since stays unread."""
    form = NoticesForm(request.POST)
    if form.is_valid():
        actions.mark_read(notices=form.cleaned_data["notices"], by=request.user)
    return redirect(form.way_back())
