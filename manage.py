#!/usr/bin/env python
"""The door for every command; which settings it uses comes from the environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
    execute_from_command_line(sys.argv)
