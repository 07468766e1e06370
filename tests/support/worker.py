"""A worker in a process of its own, on the database of the test, which a test may kill."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess

from django.core.management import call_command
from django.db import connection, connections

from mhst.core.actors import SYSTEM
from sessions_app.actions import message as actions
from sessions_app.actions import reminder
from sessions_app.enums import Channel, MessageWords
from sessions_app.tasks import send_message
from tests.support import notify


@contextmanager
def working(notify_url: str) -> Iterator[ForkServerProcess]:
    """The product's own worker, taking jobs and sweeping, until it is killed here at the latest."""
    connection.close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.race_process"])
    process = context.Process(target=_work, args=(str(connection.settings_dict["NAME"]), notify_url), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def send_at_once(notify_url: str, message_id: str) -> dict:
    """What one of several workers does who all want the same message."""
    with notify.set_to(**notify.settings_for(notify_url)):
        send_message.func(message_id)
    return {}


def write_at_once(key: str) -> dict:
    """What one of several processes does who all meet the same occasion."""
    message = actions.write(
        key=key, channel=Channel.TEXT, address="+447700900982", words=MessageWords.NOTICE,
        details={"link": "https://example.org/notices/"}, by=SYSTEM,
    )  # fmt: skip
    return {"message": message.pk}


def settle_at_once() -> dict:
    """What one of several workers does who all sweep at the same moment."""
    try:
        reminder.settle(by=SYSTEM)
    except Exception as error:  # what a race must never bring about
        return {"error": repr(error)}
    return {"error": ""}


def _work(database: str, notify_url: str) -> None:
    connections.settings["default"]["NAME"] = database
    connections["default"].settings_dict["NAME"] = database
    with notify.set_to(**notify.settings_for(notify_url)):
        call_command("db_worker", interval=0.05, startup_delay=False, reload=False, verbosity=0)
