"""Agreed advice goes into a library: words that both sides agree to, let out by a second reader."""

from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from school_link.actions import news
from school_link.enums import ExcerptState, Side
from school_link.models import Consultation, Excerpt
from school_link.queries import library as queries
from school_link.rules import library as rules

S = ExcerptState


@action
def offer(*, consultation: Consultation, words: str, version: int, by: User) -> Excerpt:
    """Agree to these words for one's side. Other words than the other side agreed to are theirs to agree to again.
    `version` is the one that was read; none is 0. Raises: Refused, Conflict."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("desk__team", "lead", "holder")
    one = rows.get(pk=consultation.pk)
    side = rules.check_offers(one, by)
    words = words.replace("\r\n", "\n").strip()
    rules.check_words(words)
    excerpt = queries.excerpt_of(one)
    rules.check_is_open(excerpt)
    rules.check_version(excerpt.version if excerpt else 0, version)
    if excerpt is None:
        excerpt = Excerpt(consultation=one, theme=one.theme, words=words)
    else:
        if excerpt.state != S.OFFERED:
            rules.check_move(excerpt, S.OFFERED)
        if excerpt.words != words:
            excerpt.words, excerpt.version = words, excerpt.version + 1
            excerpt.school_agrees = excerpt.specialist_agrees = None
    setattr(excerpt, f"{side}_agrees", by)
    is_agreed = excerpt.school_agrees_id and excerpt.specialist_agrees_id
    excerpt.state = S.AGREED if is_agreed else S.OFFERED
    excerpt.save()
    one.gone_on_at = clock.now()
    one.save()
    other = one.holder if side == Side.SCHOOL else one.lead
    news.tell(consultation=one, users=[other], by=by)
    return excerpt


@action
def decide(*, excerpt: Excerpt, lets_out: bool, by: User) -> None:
    """The second reader lets it out, or keeps it out. Raises: Refused, Conflict."""
    held = Excerpt.objects.select_for_update(of=("self",)).select_related("consultation__desk__team").get(pk=excerpt.pk)
    rules.check_reads(held, by, queries.wrote(held, by))
    rules.check_version(held.version, excerpt.version)
    rules.check_move(held, S.CLEARED if lets_out else S.KEPT_OUT)
    held.state, held.read_by, held.read_at = S.CLEARED if lets_out else S.KEPT_OUT, by, clock.now()
    held.shown = held.words if lets_out else ""
    held.save()


@action
def take_out(*, consultation: Consultation, because: str, by: User) -> None:
    """Nobody finds it from now on; who took it out, when and why stays. Raises: Refused, Conflict."""
    held = Excerpt.objects.select_for_update(of=("self",)).select_related("consultation__desk__team")
    excerpt: Any = held.filter(consultation=consultation).first()
    rules.check_takes_out(consultation, excerpt, by)
    rules.check_because(because)
    excerpt.state, excerpt.shown = S.REMOVED, ""
    excerpt.removed_by, excerpt.removed_at, excerpt.removed_because = by, clock.now(), because.strip()
    excerpt.save()
