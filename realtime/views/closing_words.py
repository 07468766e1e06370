"""One thing that a young person wrote beside a chat, and in which words are marked."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from realtime.queries import closing_words as queries
from realtime.views.answering import answer_page, way_to


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Each opening of it is written down."""
    words = queries.get_visible(id, request.user)
    return answer_page(
        request, words, to="closing-words", verb="visit.words", template="realtime/closing_words/detail.html",
        context=lambda: {"one": queries.shown(words), **way_to(request.user, words.owner, words.author)},
    )  # fmt: skip
