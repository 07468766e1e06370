"""Loaded once by the process from which a race's runners are forked: Django, ready, and not one connection."""

import django

django.setup()
