"""`python -m tests`: everything that must hold before a change lands. Extra arguments go to pytest.

Gets a browser where none is there, then checks format, lint and migrations, then runs the suite on all processors.
Where DATABASE_URL and REDIS_URL name real servers, the same suite runs on them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
CHECKS = (
    (PYTHON, "-m", "ruff", "format", "--check", "."),
    (PYTHON, "-m", "ruff", "check", "."),
    (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
)


def ensure_browser() -> None:
    """Install Debian's Chromium when there is none; the browser tests fail, never skip, without it."""
    if shutil.which("chromium"):
        return
    if not shutil.which("apt-get"):
        sys.exit("The browser tests need Chromium as the command `chromium`: install it first.")
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=True)
    subprocess.run([*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True)


def main() -> int:
    """Run every step, also after one that failed; 0 when all passed."""
    ensure_browser()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "forum.settings.test"}
    suite = (PYTHON, "-m", "pytest", "-n", str(os.cpu_count() or 1), "--dist", "loadfile", *sys.argv[1:])
    failed = []
    for step in (*CHECKS, suite):
        print("→", " ".join(step[1:]), flush=True)
        if subprocess.run(step, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(" ".join(step[1:4]))
    if failed:
        print("Failed:", "; ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
