"""The rules of the house, each with the sentence that says what to do instead."""

import ast
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from packaging.version import Version

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parents[1]
APPS = ("forum", "home", "search", "communities")
TOP = {"forum", "communities", "search", "home", "templates", "tests", "docs"}
TOP |= {"manage.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "constraints.txt"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 45


def python_files(*tops: str) -> list[Path]:
    return [p for top in tops for p in sorted((ROOT / top).rglob("*.py")) if "migrations" not in p.parts]


def text_files(pattern: str, *tops: str) -> list[Path]:
    return [p for top in tops for p in sorted((ROOT / top).rglob(pattern)) if "vendor" not in p.parts]


def lines_with(files: list[Path], pattern: str, *, but: tuple[str, ...] = ()) -> list[str]:
    """Where `pattern` occurs, except in files whose path begins with one of `but`."""
    found = []
    for path in files:
        name = str(path.relative_to(ROOT))
        if not name.startswith(but):
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                if re.search(pattern, line):
                    found.append(f"{name}:{number}: {line.strip()[:100]}")
    return found


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_the_top_level_holds_what_was_agreed_and_nothing_else():
    strangers = {name.split("/")[0] for name in tracked()} - TOP
    assert {name for name in strangers if not name.startswith(".")} == set()


def test_docs_are_prose():
    assert {Path(name).suffix for name in tracked() if name.startswith("docs/")} <= {".md"}


@pytest.mark.parametrize("path", python_files(*APPS), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_opens_with_what_lives_in_it_and_is_one_idea(path):
    text = path.read_text()
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "Open the module with one sentence: what lives here."
    assert text.count("\n") <= LONGEST_FILE, "Look for the second idea in this file."


def test_functions_are_short_enough_to_name():
    long = []
    for path in python_files(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {length}")
    assert long == [], "Give the paragraph inside a name."


def test_views_and_consumers_fetch_by_access_only():
    files = [p for p in python_files(*APPS) if "views" in p.parts or p.stem in {"views", "consumer", "api"}]
    assert lines_with(files, r"\.objects\.get\((pk|id)=") == [], "Use communities.access.visible_or_404."


def test_html_is_called_safe_in_one_place():
    assert lines_with(python_files(*APPS), r"\bmark_safe\b", but=("forum/markup/",)) == [], "Use format_html."
    assert lines_with(text_files("*.html", "templates"), r"\|\s*safe\b") == [], "Use what markup has made safe."


def test_script_puts_no_text_into_the_page_as_html():
    files = text_files("*.js", "forum/static/forum")
    assert files
    assert lines_with(files, r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write") == [], "Use textContent."


def test_templates_have_no_inline_style_and_no_inline_script():
    files = [p for p in text_files("*.html", "templates") if "mail" not in p.parts]
    assert files
    assert lines_with(files, r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on") == [], "Use a sheet or a module."
    assert lines_with(files, r"<script(?![^>]*\b(src|type=\"application/json\"))") == [], "Use a module."


def test_a_line_of_a_template_can_be_read_at_once():
    files = text_files("*.html", "templates") + text_files("*.jinja", "templates")
    long = "Break it at a block, or before an attribute: white space shows between inline elements only."
    assert lines_with(files, r".{141,}") == [], long


def test_hidden_words_at_the_end_of_a_button_leave_no_gap():
    loose = re.compile(r'class="visually-hidden">[^<]*</span>\s+</(button|a|summary)>')
    found = [str(path) for path in text_files("*.html", "templates") if loose.search(path.read_text())]
    assert found == [], "Close the button at once: white space after hidden words is drawn as one more part of it."


def test_every_static_file_that_a_template_names_is_there():
    named = {
        name
        for path in text_files("*.html", "templates")
        for name in re.findall(r"""\{%\s*static\s+['"]([^'"]+)['"]""", path.read_text())
    }
    assert named
    missing = [name for name in sorted(named) if finders.find(name) is None]
    assert missing == [], "Correct the name: with names made from content, a missing file is an error page."


def test_models_have_no_effects_in_save():
    files = [p for p in python_files(*APPS) if "models" in p.parts or p.stem == "models"]
    assert lines_with(files, r"def save\(") == [], "Write an action: a bulk update would miss what a save does."


def test_time_is_aware():
    assert lines_with(python_files(*APPS), r"datetime\.(now|utcnow|today)\(") == [], "Use django.utils.timezone.now."


def test_only_the_doorbell_uses_the_channel_layer():
    assert lines_with(python_files(*APPS), r"get_channel_layer|group_send|layer\.send", but=("forum/live/",)) == []


def test_the_environment_is_read_in_settings_only():
    allowed = ("forum/settings/", "forum/asgi.py", "forum/wsgi.py")
    assert lines_with(python_files(*APPS), r"os\.environ|getenv\(", but=allowed) == [], "Make it a setting."


def test_nothing_is_left_for_later():
    files = python_files(*APPS, "tests") + text_files("*.js", "forum/static/forum") + text_files("*.html", "templates")
    assert lines_with(files, r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError", but=("tests/test_house.py",)) == []


def test_tests_are_skipped_for_named_reasons_only():
    allowed = re.compile(
        r"connection\.vendor|INTERLOCAL_TRIAL_DATA|TRIAL|trial|REDIS_URL|ELASTICSEARCH_URL|postgres|SQLite",
        re.IGNORECASE,
    )
    skips = lines_with(
        python_files("tests"), r"pytest\.(mark\.)?(skip|xfail)|importorskip", but=("tests/test_house.py",)
    )
    assert [line for line in skips if not allowed.search(line)] == []


@pytest.mark.parametrize(("package", "floor"), [("daphne", "4.2.3"), ("django", "5.2.19"), ("wagtail", "8.0.1")])
def test_packages_that_guard_us_are_new_enough(package, floor):
    assert Version(version(package)) >= Version(floor)


def test_every_distribution_is_pinned_and_no_index_is_named():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[\w.!+]+", line)] == []
