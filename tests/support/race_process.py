"""Loaded once by the process from which a race's runners are forked: all they need, and not one connection."""

import gc
import importlib

import django

django.setup()
for each in ("tests.support.race", "tests.support.queue_race", "mhst.urls"):
    importlib.import_module(each)  # or fifty runners would load it fifty times, and the race be decided by that
gc.freeze()
