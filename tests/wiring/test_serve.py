"""`manage.py serve` from an empty folder to a clean end, as a process of its own."""

import json
import re
import signal
import urllib.request
from pathlib import Path

import pytest

from forum import health
from tests.serving import new_site


def test_a_first_start_makes_the_tables_and_prints_address_and_operators_link(first_start):
    assert "making its tables" in first_start.output
    assert re.search(r"Interlocal is at http://127\.0\.0\.1:\d+/", first_start.output)
    assert re.search(r"http://127\.0\.0\.1:\d+/invitations/\S+/", first_start.output)
    assert "Stopped." in first_start.output
    assert first_start.code == 0


def test_the_made_secret_is_its_owners_alone(first_start):
    key = Path(first_start.data) / "secret-key"
    assert len(key.read_text()) >= 50
    assert key.stat().st_mode & 0o077 == 0


@pytest.fixture(scope="module")
def running(first_start, tmp_path_factory):
    """The site started a second time, for tests that only look at it."""
    with new_site(tmp_path_factory.mktemp("running"), first_start) as made:
        yield made.start()


def test_a_second_start_makes_nothing_and_serves_the_same_site(running):
    assert "making its tables" not in running.output
    assert json.loads(running.get("/healthz")[1]) == {"alive": True}
    status, body = running.get("/readyz")
    assert status == 200
    assert json.loads(body)["ready"]
    assert running.get("/communities/")[0] == 200
    status, body = running.get("/communities/nothing/")
    assert status == 404
    assert b"DEBUG" not in body


def test_the_driver_of_postgresql_is_in_memory_only_where_it_drives(running):
    assert running.get("/communities/")[0] == 200
    mapped = Path(f"/proc/{running.process.pid}/maps").read_text()
    assert ("psycopg_binary" in mapped) == ("DATABASE_URL" in running.environment)


def test_it_stops_cleanly_survives_a_power_cut_and_each_start_replaces_the_operators_link(site):
    links = []
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        site.start()
        links.append(re.search(r"/invitations/\S+/", site.output)[0])
        code = site.stop(end)
        if end != signal.SIGKILL:
            assert code == 0
            assert site.output.rstrip().endswith("Stopped.")
            assert "Traceback" not in site.output
    site.start()
    latest = re.search(r"/invitations/\S+/", site.output)[0]
    assert len({*links, latest}) == 4
    assert site.get(latest)[0] == 200
    assert all(site.get(link)[0] != 200 for link in links)
    assert site.get("/readyz")[0] == 200


def test_static_files_have_lasting_names_and_are_small_on_the_wire(running):
    page = running.get("/communities/")[1].decode()
    names = set(re.findall(r'/static/[^"#]+\.(?:css|js)', page))
    assert names
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", name), f"{name} has no hash in its name"
        request = urllib.request.Request(running.url + name, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=20) as response:
            assert "immutable" in response.headers["Cache-Control"]
            assert response.headers.get("Content-Encoding") == "gzip" or int(response.headers["Content-Length"]) < 300


def test_our_modules_import_each_other_by_lasting_names(running):
    page = running.get("/communities/")[1].decode()
    module = re.search(r"/static/forum/js/interlocal\.[0-9a-f]{12}\.js", page)[0]
    imported = re.findall(r'import\s*"([^"]+)"', running.get(module)[1].decode())
    assert imported
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)


def test_a_database_that_is_behind_stops_the_start_with_the_command_to_run(site):
    forget = (
        "from django.db.migrations.recorder import MigrationRecorder as R;"
        "R.Migration.objects.filter(app='home').delete()"
    )
    assert site.manage("shell", "-c", forget)[0] == 0
    code, printed = site.manage("serve", "--port", str(site.port))
    assert code == 1
    assert "python manage.py migrate" in printed
    assert "Traceback" not in printed


def test_the_demo_listens_on_this_machine_only_and_never_for_real_use(site):
    code, printed = site.manage("serve", "--demo", "--host", "0.0.0.0")
    assert code == 1
    assert "this machine only" in printed
    site.environment |= {
        "DJANGO_SETTINGS_MODULE": "forum.settings.production",
        "SECRET_KEY": "x" * 60,
        "BASE_URL": "https://forum.example",
        "ALLOWED_HOSTS": "forum.example",
        "DATABASE_URL": site.environment.get("DATABASE_URL", f"sqlite:///{site.data / 'interlocal.sqlite3'}"),
        "EMAIL_URL": "consolemail://",
    }
    code, printed = site.manage("serve", "--demo")
    assert code == 1
    assert "for real use" in printed


def test_production_names_the_secrets_it_misses(site):
    site.environment["DJANGO_SETTINGS_MODULE"] = "forum.settings.production"
    code, printed = site.manage("check")
    assert code == 1
    for name in ("SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "EMAIL_URL"):
        assert name in printed


def test_a_port_in_use_is_told_in_one_sentence(running):
    code, printed = running.manage("serve", "--port", str(running.port))
    assert code == 1
    assert f"Cannot listen on 127.0.0.1, port {running.port}" in printed
    assert "Traceback" not in printed


def test_the_doctor_finds_a_new_site_well_and_a_readable_secret_not(site):
    code, printed = site.manage("doctor")
    assert code == 0, printed
    for name in health.EVERYTHING:
        assert re.search(rf"well +{name}", printed)
    (site.data / "secret-key").chmod(0o644)
    code, printed = site.manage("doctor")
    assert code == 1
    assert re.search(r"WRONG +secrets", printed)
    assert "chmod 600" in printed
