"""Imports go down the floors of the house only, never up and never sideways."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.plain

ROOT = Path(__file__).parents[1]

# From the top to the bottom; rooms of one floor do not know each other.
FLOORS = (
    ("forum",),
    ("forum.live", "forum.notices", "forum.moderation"),
    ("forum.chat",),
    ("forum.threads",),
    ("home",),
    ("search",),
    ("communities",),
    ("forum.markup",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Inside an app, from the bottom to the top: a part imports its own and those before it.
PARTS = ("models", "rules", "actions", "forms", "views")
PART = {name: PARTS.index(name) for name in PARTS} | {name: PARTS.index("views") for name in ("consumer", "sinks")}
# Wagtail asks a page's class which form edits it.
MAY_CLIMB = {"home/models/papers.py imports home.forms.EditionForm"}


def room_of(module: str) -> str | None:
    """The room that a dotted module name belongs to; None for what is not ours."""
    parts = module.split(".")
    for length in (2, 1):
        if (name := ".".join(parts[:length])) in FLOOR:
            return name
    return None


def absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The module that an import names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    base = parts if is_package else parts[:-1]
    base = base[: len(base) - (node.level - 1)]
    return ".".join([*base, *(node.module.split(".") if node.module else [])])


def imports_of(path: Path) -> list[tuple[int, str]]:
    """Line and module of every import in a file, those inside functions too."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, module, path.name == "__init__.py")
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def sources() -> list[Path]:
    return [p for top in ("forum", "home", "search", "communities") for p in sorted((ROOT / top).rglob("*.py"))]


def test_imports_go_down_the_floors_only():
    wrong = []
    for path in sources():
        mine = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for line, module in imports_of(path):
            theirs = room_of(module)
            # Settings are read by everybody through django.conf, and imported by the wiring alone.
            if theirs and theirs != mine and FLOOR[theirs] <= FLOOR[mine]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert wrong == [], "A lower room gets what it needs by a registry, a template tag, a name or an activity."


def test_every_room_is_on_a_floor():
    rooms = {".".join(p.parent.relative_to(ROOT).parts) for p in ROOT.glob("*/apps.py")}
    rooms |= {".".join(p.parent.relative_to(ROOT).parts) for p in ROOT.glob("forum/*/apps.py")}
    assert rooms <= set(FLOOR)


def part_of(module: str) -> int | None:
    """How high inside its room a module stands; None for what is no part of the ladder."""
    room = room_of(module)
    return PART.get(module.removeprefix(f"{room}.").split(".")[0]) if room else None


def test_inside_a_room_models_know_no_rules_rules_no_actions_actions_no_views():
    wrong = set()
    for path in sources():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for _, imported in imports_of(path):
            mine, theirs = part_of(module), part_of(imported)
            if room_of(imported) == room_of(module) and None not in (mine, theirs) and theirs > mine:
                wrong.add(f"{path.relative_to(ROOT)} imports {imported}")
    assert wrong - MAY_CLIMB == set(), "Hand it over as an argument, or move it down."
