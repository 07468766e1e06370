"""Whoever may know who looked at a record reads it in words."""

import re

from mhst.audit import looks
from tests.architecture.house import ROOT, our_files

LOOK = re.compile(r'recording\.seen\((?:[^"]|"(?!\w+\.\w+"))*?verb="([\w.]+)"')
#: Of figures, not of anybody.
ABOUT_NOBODY = "mhst/reporting/"


def test_every_page_that_records_a_look_says_what_it_is_in_words() -> None:
    found = {
        verb
        for path in our_files()
        if not str(path.relative_to(ROOT)).startswith(ABOUT_NOBODY)
        for verb in LOOK.findall(path.read_text())
    }
    assert len(found) > 30
    assert sorted(verb for verb in found if looks.in_words(verb) == verb) == []
