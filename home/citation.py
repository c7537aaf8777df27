"""What a paper and its editions are called, and how they are cited: pure text."""

from django.utils.translation import gettext as _


def names_of(lines: str) -> list[str]:
    """The names in `lines`, one on each."""
    return [name for name in (line.strip() for line in lines.splitlines()) if name]


def inverted(name: str) -> str:
    """`Ed Novak` → `Novak, E.`; a name of one word stays."""
    *first, last = name.split()
    return f"{last}, {' '.join(f'{word[0]}.' for word in first)}" if first else last


def together(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def citation(authors: list[str], year: int, title: str, edition: int) -> dict[str, str]:
    """The parts of a reference; the template sets the title apart."""
    return {
        "authors": together([inverted(name) for name in authors]),
        "year": str(year),
        "title": title,
        "edition": str(edition),
    }


def name_of_edition(paper: str, number: int) -> str:
    """What an edition is called, after the title of its paper as that is being written."""
    return _("%(paper)s, edition %(number)s") % {"paper": paper, "number": number}
