"""All that the public front says can be said in another language."""

import re
from pathlib import Path

import pytest

from mhst.core.forms.words import _ASKS
from tests.support.marked import unmarked, unmarked_in_python

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PUBLIC = (
    "[45]*.html", "base.html", "base_public.html", "base_leavable.html", "base_static.html", "base_young_people.html",
    "cms/**/*.html", "directory/*.html", "directory/partner/*.html", "posts/*.html", "realtime/talk/*.html",
    "realtime/parts/exit.html", "sessions_app/ask/*.html", "community/answer/*.html", "staff_support/door/*.html",
    "staff_support/mine/*.html", "staff_support/*.html", "components/help_panel.html", "components/pagination.html",
    "components/error_summary.html", "parts/footer.html", "parts/help_strip.html", "forms/**/*.html",
)  # fmt: skip
#: Modules whose words young people, parents and partners meet: forms, what answers them, and enums that they choose of.
CODE = (
    "cms/directory/forms/search.py", "cms/directory/rules/proposal.py",
    "cms/directory/views/partner.py", "cms/directory/views/public.py",
    "cms/posts/views/public.py", "mhst/community/forms/answer.py", "mhst/community/staff_support/forms/door.py",
    "mhst/community/staff_support/enums.py", "mhst/community/staff_support/queries/door.py",
    "mhst/community/staff_support/queries/team.py", "mhst/community/staff_support/rules/request.py",
    "mhst/community/staff_support/words.py",
    "mhst/community/staff_support/views/door.py", "mhst/community/staff_support/views/mine.py",
    "mhst/core/forms/date.py", "mhst/core/forms/minute.py", "mhst/core/forms/phone.py", "mhst/core/forms/words.py",
    "realtime/forms/visitor.py", "realtime/views/visit.py", "realtime/views/visitor.py", "sessions_app/forms/ask.py",
    "sessions_app/forms/asked.py", "sessions_app/forms/fields.py", "sessions_app/rules/request.py",
    "sessions_app/views/in_public.py",
)  # fmt: skip
#: What only code or the audit reads, what staff alone read, and what has an English grammar.
NOT_SAID = {
    "cms/directory/rules/proposal.py": {
        "A colleague has decided about this already.", "The partner has taken this back.",
        "This has changed since you opened it: the partner has written again, or the entry is another by now."
        " Read what stands here now, and decide again.",
    },
    "cms/directory/views/public.py": {"visitor of the directory"}, "cms/posts/views/public.py": {"writer of a post"},
    "mhst/community/staff_support/queries/door.py": {"staff support code"},
    "mhst/community/staff_support/words.py": {"code of a sending to staff support", "sending to staff support"},
    "mhst/community/staff_support/views/door.py": {"staff support"}, "realtime/forms/visitor.py": {"coming in"},
    "mhst/core/forms/words.py": {*_ASKS, *_ASKS.values()},
    "sessions_app/rules/request.py": {" is not at ", ". Choose somebody else."},
}  # fmt: skip
#: For editors, who work in English, and names of languages in their own.
NOT_FOR_THE_PUBLIC = ("cms/editor/", "cms/pages/languages")


def test_no_page_of_the_public_front_says_what_no_translator_is_shown():
    found = {path.relative_to(TEMPLATES) for pattern in PUBLIC for path in TEMPLATES.glob(pattern)}
    public = [path for path in sorted(found) if not str(path).startswith(NOT_FOR_THE_PUBLIC)]
    left = {str(path): words for path in public if (words := unmarked((TEMPLATES / path).read_text()))}

    assert left == {}
    assert len(public) > 80


def test_no_form_and_no_answer_to_one_says_what_no_translator_is_shown():
    left = {path: _said(path) - NOT_SAID.get(path, set()) for path in CODE}

    assert {path: words for path, words in left.items() if words} == {}


def _said(path: str) -> set[str]:
    """Names of types in quotation marks are code."""
    words = unmarked_in_python((TEMPLATES.parent / path).read_text())
    return {said for said in words if " " in said or not re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)+|Visitor", said)}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('"""Doc."""\nlabel = _("Your name")', []),
        ('field = Field(label="Your name", name="your_name")', ["Your name"]),
        ('raise Refused(f"{name} must be a number")', [" must be a number"]),
    ],
)
def test_what_is_not_marked_in_code_is_found(source: str, words: list[str]):
    assert unmarked_in_python(source) == words


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<p>{% translate "Hello" %}</p><style>p { color: red }</style>', []),
        ('<a aria-label="Back">{% blocktranslate %}Go{% endblocktranslate %}</a>', ["Back"]),
        ('{% component "button" text="Send" %}{% component "button" text=_("Send") %}', ["Send"]),
    ],
)
def test_what_is_not_marked_is_found(template: str, words: list[str]):
    assert unmarked(template) == words
