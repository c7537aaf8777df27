"""`python -m tests`: everything that must hold before a change lands. Extra arguments go to pytest.

Gets a browser and a proxy where none is there, then checks format, lint and migrations, then runs the suite on all
processors. Where DATABASE_URL and REDIS_URL name real servers, the same suite runs on them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
# The commands that tests start, and Debian's packages of them.
TOOLS = {
    "chromium-headless-shell": "chromium-headless-shell",
    "nginx": "nginx",
    "openssl": "openssl",
    "systemd-analyze": "systemd",
}
# A whole Chromium does as well, and takes longer.
INSTEAD = {"chromium-headless-shell": "chromium"}
# Not everybody's path has the folder of the servers.
SEARCHED = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
CHECKS = (
    (PYTHON, "-m", "ruff", "format", "--check", "."),
    (PYTHON, "-m", "ruff", "check", "."),
    (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
)


def ensure_tools() -> None:
    """Install Debian's packages of what the tests start; they fail, never skip, where one of these is missing."""
    missing = {
        command: package
        for command, package in TOOLS.items()
        if not any(shutil.which(each, path=SEARCHED) for each in (command, INSTEAD.get(command, command)))
    }
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"The tests need these commands: {', '.join(missing)}. Install them first.")
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=True)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing.values()]
    subprocess.run([*prefix, *install], check=True)


def main() -> int:
    """Run every step, also after one that failed; 0 when all passed."""
    ensure_tools()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "forum.settings.test", "PATH": SEARCHED}
    # One more than there are processors: tests wait for servers and browsers half of their time.
    workers = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder")
    suite = (PYTHON, "-m", "pytest", *workers, *sys.argv[1:])
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
