#!/usr/bin/env python
"""Django's command line: `python manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    if "runserver" in sys.argv:
        # The development server serves static files without collecting them first, in DEBUG only.
        os.environ.setdefault("DEBUG", "true")
    execute_from_command_line(sys.argv)
