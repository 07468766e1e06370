"""The product at another moment: `python -m tests.journeys.at 2026-09-16T08:30+01:00 daphne -p 8000 ...`."""

import datetime as dt
import runpy
import sys

import time_machine

if __name__ == "__main__":
    moment, *command = sys.argv[1:]
    time_machine.travel(dt.datetime.fromisoformat(moment), tick=True).start()
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
