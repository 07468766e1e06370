"""What falls due in each term."""

import datetime as dt

#: So long after a term has begun nobody is told yet: the first weeks are for looking through.
GRACE = dt.timedelta(weeks=2)


def is_due(done_on: dt.date, term_began: dt.date | None) -> bool:
    """Whether it was last done before this term."""
    return term_began is not None and done_on < term_began


def is_overdue(done_on: dt.date, term_began: dt.date | None, today: dt.date) -> bool:
    """Whether it was not done in this term, whose first weeks are over."""
    return term_began is not None and is_due(done_on, term_began) and today >= term_began + GRACE
