"""Posts as young people meet them: reading, writing without an account, and finding again what became of it.

There are no comments: whoever wants to talk finds a person.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import talking
from cms.posts.actions import post as actions
from cms.posts.enums import Band
from cms.posts.forms.post import CodeForm, PostForm
from cms.posts.queries import post as queries
from cms.posts.rules import post as rules
from mhst.core import floods
from mhst.core.actors import Machine
from mhst.core.errors import Conflict
from mhst.core.forms import posted

WRITER = Machine("writer of a post")
#: Of one address, which a whole school has. Of codes those that are none: one of 58 bits is not guessed.
MOST_POSTS, MOST_CODES, IN_SECONDS = 60, 120, 600


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is fit for the youngest, unless somebody says that they are older."""
    band = _age(request.GET)
    page = queries.published(band, number=request.GET.get("page"))
    told = {"page": page, "band": band, "bands": Band, "query": f"age={band}", "may_write": queries.somebody_reads()}
    return render(request, "posts/index.html", told)


@csrf_exempt  # the answer changes nothing, and so it needs no cookie
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is for older ones asks how old somebody is. The answer is in no address, so one passed on asks again."""
    post, band = queries.get_published(id), _age(request.POST)
    if not queries.is_fit(post, band):
        told = {"fit_from": Band(post.fit_from), "old_enough": queries.old_enough(post)}
        return _always_asked_for(render(request, "posts/older.html", told))
    answer = render(request, "posts/post.html", {"post": post, "band": band, "doors": talking.now()})
    return _always_asked_for(answer)


def _always_asked_for(answer: HttpResponse) -> HttpResponse:
    """It says whether talking is open, and its writer may take it back at any moment: no copy is shown unasked."""
    patch_cache_control(answer, no_cache=True)
    return answer


def _age(said: QueryDict) -> Band:
    """What was said of one's age; the youngest where nothing was."""
    asked = said.get("age", "")
    return Band(asked) if asked in Band.values else Band.YOUNGER


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """No account and no address. The code is shown on the page that answers, the same when that is loaded again."""
    form, may_write = PostForm(posted(request)), queries.somebody_reads()
    if request.method == "POST" and form.is_valid():
        if not may_write:
            form.add_error(None, _("Nobody reads posts here yet"))
        elif floods.is_over_from(request, "posts.write", most=MOST_POSTS, seconds=IN_SECONDS):
            form.add_error(None, _("Very many people are writing just now. Send it again in some minutes."))
        else:
            try:
                return render(request, "posts/sent.html", {"code": actions.submit(by=WRITER, **form.cleaned_data)})
            except Conflict as gone:
                form.begin_anew(gone.message)
    told = {"form": form, "may_write": may_write or form.is_bound}  # what is typed stays before their eyes
    return render(request, "posts/write.html", told, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def yours(request: HttpRequest) -> HttpResponse:
    """What became of it. The code is in no address, so that no history keeps it."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if found := queries.by_code(form.cleaned_data["code"]):
            told = {"post": found, "code": form.cleaned_data["code"], "doors": talking.now()}
            return render(request, "posts/yours.html", told)
        return _unknown(request, form)
    return render(request, "posts/code.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Its writer takes it back, asked once whether they are sure; twice is once."""
    form = CodeForm(request.POST)
    found = queries.by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if found is None:
        return _unknown(request, form)
    try:
        if "sure" not in request.POST:
            rules.check_can_withdraw(found)
            return render(request, "posts/take_back.html", {"post": found, "code": form.cleaned_data["code"]})
        actions.withdraw(post=found, by=WRITER)
    except Conflict:
        return render(request, "posts/withdrawn.html", {"was_before": True})
    return render(request, "posts/withdrawn.html")


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """What was typed stays. Whoever has a code is let in, however many wrong ones others have tried."""
    is_over = floods.is_over_from(request, "posts.code", most=MOST_CODES, seconds=IN_SECONDS)
    if is_over:
        form.add_error("code", _("Very many people are asking just now. Try again in some minutes."))
    elif not form.errors:
        form.add_error("code", _("We know no such code. Look whether a letter is missing."))
    return render(request, "posts/code.html", {"form": form}, status=429 if is_over else 422)
