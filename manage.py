#!/usr/bin/env python
"""Django's command line. Chooses the embedded demo settings unless told otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.demo")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:  # the deployer reads what to set, not where we noticed
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(wrong))
