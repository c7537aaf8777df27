"""How a paper is cited: pure text."""


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
