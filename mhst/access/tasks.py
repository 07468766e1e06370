"""Letters are the worker's: asking for one takes as long for an unknown address.

A task is a row, so one enqueued inside an action exists only if the action commits.
"""

from django_tasks import task

from mhst.access import letters


@task()
def send_invitation(user_id: str) -> None:
    letters.invite(user_id)


@task()
def send_password_link(email: str) -> None:
    letters.help_back_in(email)


@task()
def send_notice(user_id: str, what: str) -> None:
    letters.tell(user_id, what)
