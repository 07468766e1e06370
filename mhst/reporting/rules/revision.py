"""When a worker may take up a revision, and what it says where none can be made."""

import datetime as dt

from mhst.core import clock
from mhst.reporting.enums import RevisionState
from mhst.reporting.models import Revision, RevisionProgress

#: A worker that has told nothing for so long is gone. Counting the people of five million contacts took four minutes.
GONE_AFTER = dt.timedelta(minutes=15)
#: What ends the worker itself so often is not begun again: nothing else would ever be published.
MOST_ATTEMPTS = 3
UNSAFE = (
    "It could not be shown that nobody can be found in new figures, held against those that are out. Nothing was "
    "published, and what is out stays as it is."
)
NO_LONGER = "Who asked for it may not publish these figures any more. Ask for it anew yourself, if it is still wanted."
FAILED = (
    "The program failed while it worked them out. Nothing was published, and what is out stays as it is. Tell whoever "
    "looks after the system: the log of the worker says what happened."
)


def may_begin(revision: Revision, progress: RevisionProgress | None) -> bool:
    """Whether nobody else works it out."""
    if revision.state == RevisionState.WORKING:
        return progress is None or progress.told_at < clock.now() - GONE_AFTER
    return revision.state == RevisionState.WAITING


def holds(revision: Revision, progress: RevisionProgress | None, attempt: int) -> bool:
    """Whether it is still this attempt's."""
    return revision.state == RevisionState.WORKING and progress is not None and progress.attempt == attempt
