"""The authors whom an archive names, as people: with their account here, or staged until somebody claims them."""

import hashlib
from collections.abc import Iterable

from communities.actions.people import register_person
from communities.models import User

from .batches import batches
from .message import Author

LONGEST_ADDRESS = 190


def address_of(author: Author) -> str:
    """What the author is known by; one without a usable address gets one that delivers nowhere."""
    if author.address and len(author.address) <= LONGEST_ADDRESS:
        return author.address
    digest = hashlib.sha256(f"{author.address} {author.name}".encode("utf-8", "replace")).hexdigest()
    return f"{digest[:20]}@archive.invalid"


def known_people(authors: Iterable[Author]) -> dict[str, User]:
    """By address, the people who are here already."""
    addresses = sorted({address_of(author) for author in authors})
    found: dict[str, User] = {}
    for some in batches(addresses, 400):
        found |= {user.email: user for user in User.objects.filter(email__in=some).select_related("agency")}
    return found


def stage(authors: Iterable[Author]) -> tuple[dict[str, User], int]:
    """By address, a person for each author, and how many had to be staged: no agency, no password, among no people."""
    authors = list(authors)
    people = known_people(authors)
    names: dict[str, str] = {}
    for author in authors:
        names.setdefault(address_of(author), author.name or "Unknown sender")
    missing = [address for address in names if address not in people]
    for address in missing:
        people[address] = register_person(email=address, name=names[address], is_staged=True)
    return people, len(missing)
