"""The directory as everybody meets it: search, an entry, and entries on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import asked
from cms.directory.actions import suggestion as actions
from cms.directory.documents import sheet
from cms.directory.forms.entry import SuggestForm
from cms.directory.forms.search import SearchForm
from cms.directory.queries import beside
from cms.directory.queries import service as queries
from cms.numbers import number_in
from cms.queries import help_route
from mhst.core import floods
from mhst.core.actors import Machine
from mhst.core.forms import posted
from mhst.core.pdf import leading_back, pdf_response

#: Paper is dear to make: a sheet is kept for a while, and a flood of new ones is stopped.
KEPT_FOR, MOST_SHEETS, IN_SECONDS = 600, 60, 60
#: Of one address, which a whole school or council may have.
MOST_SUGGESTED, IN_A_DAY = 30, 86_400
VISITOR = Machine("visitor of the directory")


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that fits what was asked; without a question, everything. Words of danger put help first."""
    form = SearchForm(request.GET or None)
    is_asked = form.is_bound and any(value for name, value in request.GET.items() if name != "page")
    is_right = not form.is_bound or form.is_valid()
    page = queries.search(form.wanted(), number=request.GET.get("page")) if is_right else None
    ways = help_route.shown() if asked.speaks_of_danger(request.GET.get("q", "")) else []
    context = {"form": form, "page": page, "asked": is_asked, "ways": ways, "query": request.GET.urlencode()}
    return render(request, "directory/index.html", context, status=200 if is_right else 422)


@login_not_required
@require_safe
def detail(request: HttpRequest, id: int) -> HttpResponse:
    service = queries.get(id)
    return render(request, "directory/service.html", {"service": service, "ways": beside.of(request.user, service)})


@login_not_required
@require_safe
def one_sheet(request: HttpRequest, id: int) -> HttpResponse:
    """One entry on an A5 page."""
    return _sheet(request, [queries.get(id)])


@login_not_required
@require_safe
def chosen_sheet(request: HttpRequest) -> HttpResponse:
    """The entries that were ticked, an A5 page each."""
    ids = [number_in(typed) for typed in request.GET.getlist("id")]
    services = queries.chosen([id for id in ids if id is not None][: sheet.MOST])
    if not services:
        return render(request, "directory/nothing_chosen.html", status=400)
    return _sheet(request, services)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Whoever runs a service tells us of it, without an account. An editor reads it before anybody else does."""
    form = SuggestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        is_new = not queries.is_known(str(said["once"]))
        if is_new and floods.is_over_from(request, "directory.suggest", most=MOST_SUGGESTED, seconds=IN_A_DAY):
            form.add_error(None, gettext("Very many have written today. Please send it again tomorrow."))
        else:
            told = {name: said[name] for name in ("organisation", "keeper", "once")}
            actions.suggest(values=form.entry(), by=VISITOR, **told)
            messages.success(request, gettext("Thank you. We read it, and write to you when it is public."))
            return redirect("directory")
    return render(request, "directory/suggest.html", {"form": form}, status=422 if form.is_bound else 200)


def _page_of(services: list) -> str:
    return reverse("directory-service", args=[services[0].pk]) if len(services) == 1 else reverse("directory")


def _sheet(request: HttpRequest, services: list) -> HttpResponse:
    key = "directory.sheet:" + ",".join(f"{one.pk}.{one.latest_revision_id}.{one.is_stale:d}" for one in services)
    made = cache.get(key)
    if made is None:
        if floods.is_over_from(request, "directory.sheet", most=MOST_SHEETS, seconds=IN_SECONDS, together=4):
            return render(request, "429.html", status=429)
        with leading_back(_page_of(services)):
            made = sheet.sheet_pdf(services)
        cache.set(key, made, KEPT_FOR)
    return pdf_response("places-that-can-help.pdf", made)
