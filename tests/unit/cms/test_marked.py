"""All that the public front says can be said in another language."""

from pathlib import Path

import pytest

from tests.support.marked import unmarked

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
PUBLIC = (
    "[45]*.html", "base.html", "base_public.html", "base_leavable.html", "base_static.html", "base_young_people.html",
    "cms/**/*.html", "directory/*.html", "directory/partner/*.html", "posts/*.html", "realtime/talk/*.html",
    "realtime/parts/exit.html", "sessions_app/ask/*.html", "community/answer/*.html", "staff_support/door/*.html",
    "staff_support/mine/*.html", "staff_support/*.html", "components/help_panel.html", "components/pagination.html",
    "components/error_summary.html", "parts/footer.html", "parts/help_strip.html",
)  # fmt: skip
#: For editors, who work in English, and names of languages in their own.
NOT_FOR_THE_PUBLIC = ("cms/editor/", "cms/pages/languages.html")


def test_no_page_of_the_public_front_says_what_no_translator_is_shown():
    found = {path.relative_to(TEMPLATES) for pattern in PUBLIC for path in TEMPLATES.glob(pattern)}
    public = [path for path in sorted(found) if not str(path).startswith(NOT_FOR_THE_PUBLIC)]
    left = {str(path): words for path in public if (words := unmarked((TEMPLATES / path).read_text()))}

    assert left == {}
    assert len(public) > 80


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
