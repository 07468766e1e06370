"""The product's server, broken on purpose: of every forty messages one is acknowledged and not kept."""

import itertools
import runpy
import sys

import django

django.setup()

from realtime.actions import message as messages  # noqa: E402  Django must be set up first
from realtime.actions.message import Answer  # noqa: E402

kept, counted = messages._Batch.take, itertools.count(1)


def forgetful(batch: messages._Batch, one: messages.Outgoing) -> Answer:
    return Answer("stored") if next(counted) % 40 == 0 else kept(batch, one)


if __name__ == "__main__":
    messages._Batch.take = forgetful  # type: ignore[method-assign]
    sys.argv[0] = "daphne"
    runpy.run_module("daphne", run_name="__main__", alter_sys=True)
