#!/usr/bin/env python
"""The door for every command; which settings it uses comes from the environment."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
    if "serve" in sys.argv[1:2]:
        # Nearly all that a start makes is here to stay: looking for garbage in it takes half a second. `serve` turns
        # the collector on again before it begins to work.
        gc.disable()
    execute_from_command_line(sys.argv)
