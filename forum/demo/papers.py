"""The white papers and the news of the demo, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: how many days ago it came out, by whom, what is new, and its blocks."""

    days_ago: int
    authors: tuple[str, ...]
    what_is_new: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: at `/papers/` or, with `community`, in that community; who writes it and lets it go live."""

    title: str
    summary: str
    motif: str
    agencies: tuple[str, ...]
    editions: tuple[Edition, ...]
    community: str = ""
    author: str = "ingrid"
    reviewer: str = "hana"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news."""

    title: str
    summary: str
    days_ago: int
    body: tuple[Block, ...]


def heading(text: str) -> Block:
    return {"type": "heading", "value": text}


def text(*paragraphs: str) -> Block:
    """Paragraphs of rich text; one that begins with `- ` is a list, its items separated by line ends."""
    return {"type": "text", "value": "".join(_paragraph(paragraph) for paragraph in paragraphs)}


def quote(words: str, by: str) -> Block:
    return {"type": "quote", "value": {"quote": words, "by": by}}


def chart(title: str, note: str, first: str, second: str, source: str, *rows: tuple[Any, ...]) -> Block:
    """A bar chart; a row is its label and one or two numbers."""
    # Wagtail takes an item without an id for the value itself, and the row would be empty.
    values = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {"label": row[0], "first": row[1], "second": row[2] if len(row) > 2 else None},
        }
        for row in rows
    ]
    value = {"title": title, "note": note, "first": first, "second": second, "source": source, "rows": values}
    return {"type": "chart", "value": value}


def _paragraph(paragraph: str) -> str:
    if not paragraph.startswith("- "):
        return f"<p>{paragraph}</p>"
    items = "".join(f"<li>{item.removeprefix('- ')}</li>" for item in paragraph.split("\n"))
    return f"<ul>{items}</ul>"


CLOUD = Paper(
    title="Shared services in the cloud",
    summary="What fourteen agencies pay for systems that they run together, and what they would do again.",
    motif="waves",
    agencies=("lake", "easton", "federal"),
    editions=(
        Edition(
            210,
            ("Bela Horvath", "Dev Okafor"),
            "",
            (
                heading("Why we asked"),
                text(
                    "Nine agencies of the region run at least one system together. None could say what it costs, since"
                    " the bills arrive in different departments. We asked for one year of invoices and hours.",
                ),
                heading("What it costs"),
                text(
                    "A shared mailbox system costs 4.10 dollars a person and month when 1,000 people or more share it,"
                    " and 9.80 when an agency of 80 people runs its own.",
                    "- Licenses are 58 % of the total.\n- Staff time is 31 %, half of it for joiners and leavers.\n"
                    "- The rest is training and audits.",
                ),
            ),
        ),
        Edition(
            6,
            ("Bela Horvath", "Dev Okafor", "Amara Cole"),
            "Figures of 2025, five more agencies, and a chapter about leaving.",
            (
                heading("In short"),
                text(
                    "Fourteen agencies share mail, sign-in and backups. It costs them 38 % less than their own"
                    " systems did. Twelve would do it again; the other two had no say over maintenance windows.",
                ),
                heading("What it costs"),
                chart(
                    "Large and small agencies pay nearly the same when they share",
                    "Dollars a person and month, mail and sign-in, 2025",
                    "Own system",
                    "Shared",
                    "Invoices and time sheets of fourteen agencies, 2025",
                    ("Under 100 people", 9.8, 4.6),
                    ("100 to 500", 7.2, 4.3),
                    ("Over 500", 5.1, 4.1),
                ),
                text("The small ones gain most, and they are the ones that hesitate longest."),
                heading("Who decides"),
                text(
                    "The agreement names one board with one vote an agency. In the first year it met eleven times, in"
                    " the third four times. The subject of most votes was the maintenance window.",
                ),
                quote(
                    "We did not mind Saturday morning. We minded to learn of it on Friday night.",
                    "Ferry operations, Coastal Harbor District",
                ),
                heading("How to leave"),
                text(
                    "Two agencies left. It took five and nine weeks. The difference was a list: the faster one had kept"
                    " an inventory of what was stored where.",
                    "- Agree on the export format before you join.\n- Keep your own domain names.\n"
                    "- Ask for a test export each year.",
                ),
            ),
        ),
    ),
)

FLEET = Paper(
    title="Fleet electrification: the first 400 vehicles",
    summary="Cost per mile, charging at depots and winter range, from four agencies and three winters.",
    motif="bars",
    agencies=("police", "easton", "harbor"),
    editions=(
        Edition(
            20,
            ("Cole Whitman", "Ana Reyes", "Priya Nair"),
            "",
            (
                heading("What we counted"),
                text(
                    "Four agencies, 412 electric vehicles, 5.1 million miles between 2023 and 2025. Purchase prices are"
                    " after grants; energy is what the meter at the depot says.",
                ),
                heading("Cost per mile"),
                chart(
                    "Electric sedans and vans are cheaper per mile, pickups not yet",
                    "Cents a mile, purchase not included, 2025",
                    "Gasoline",
                    "Electric",
                    "Fleet records of four agencies",
                    ("Sedan", 19.4, 9.1),
                    ("Small van", 24.8, 12.7),
                    ("Pickup", 27.9, 26.2),
                ),
                heading("Winter"),
                text(
                    "Plan routes on 60 % of the rated range. Heating the cab while the vehicle is still plugged in is"
                    " worth 9 miles on average and costs nothing but a habit.",
                ),
                heading("Charging at the depot"),
                text(
                    "- Order the meter first: it took five to nine weeks.\n"
                    "- One port for two vehicles was enough everywhere.\n"
                    "- Night rates made batteries at the depot unnecessary.",
                ),
            ),
        ),
    ),
)

NALOXONE = Paper(
    title="Naloxone in patrol vehicles",
    summary="Where it is carried, how it is stored, and what two years of records say.",
    motif="circles",
    agencies=("police", "lake", "easton"),
    community="opioid-response",
    author="mia",
    reviewer="omar",
    editions=(
        Edition(
            400,
            ("Mia Lindqvist", "Omar Haddad"),
            "",
            (
                heading("Carry"),
                text("Belt carry for everybody on shift, two spare doses in the vehicle."),
                heading("Storage"),
                text("Between 4 and 25 °C. In winter the pouch goes inside when the engine is off."),
            ),
        ),
        Edition(
            60,
            ("Mia Lindqvist", "Omar Haddad", "Jamal Brooks"),
            "Records of 2025, freezing, and the count at each change of shift.",
            (
                heading("Carry"),
                text(
                    "Of 41 administrations in 2025, 37 used the dose from the belt. Belt carry is therefore the rule,"
                    " and the vehicle the reserve.",
                ),
                heading("Storage"),
                text(
                    "Freezing once does not spoil the spray, but it must thaw before use. Replace what froze twice.",
                    "- Insulated pouch behind the driver’s seat.\n- Count at 06:00 and 18:00, with lot number.\n"
                    "- A cool box where it gets above 30 °C.",
                ),
                heading("After use"),
                text("Support breathing, give a second dose after three minutes, stay until EMS takes over."),
            ),
        ),
    ),
)

CROSSINGS = Paper(
    title="A head start of five seconds",
    summary="What eleven crossings teach about leading pedestrian intervals: fewer conflicts, hardly any delay.",
    motif="branches",
    agencies=("easton", "police"),
    community="road-safety",
    author="dana",
    reviewer="cole",
    editions=(
        Edition(
            18,
            ("Dana Whitfield", "Cole Whitman"),
            "",
            (
                heading("What was changed"),
                text("At eleven signals people on foot get green five seconds before turning cars. It is a setting."),
                heading("What happened"),
                chart(
                    "Turning conflicts fell by more than half",
                    "Conflicts counted on video, four weekdays at each of eleven crossings",
                    "Before",
                    "After",
                    "City of Easton, traffic office",
                    ("Car turns, does not yield", 148, 57),
                    ("Person starts late", 39, 44),
                ),
                heading("What it costs"),
                text("One technician’s day, and two seconds of delay for cars on average."),
            ),
        ),
    ),
)

NOTICES = Paper(
    title="Public notices that work",
    summary="A boil-water notice in 31 words, and how to have one ready before you need it.",
    motif="waves",
    agencies=("lake", "harbor"),
    editions=(
        Edition(
            80,
            ("Hana Sato", "Nadia Rahal"),
            "",
            (
                heading("The notice"),
                quote(
                    "Boil your tap water for one minute before you drink it or cook with it. Washing is safe. We test"
                    " the water twice a day and will tell you when you can stop.",
                    "Lake County, September 2026",
                ),
                heading("What people did"),
                text("Of 400 people asked the next day, 352 had boiled their water, 31 bought bottled water."),
                heading("Have it ready"),
                text(
                    "- One sentence for what to do, one for what is safe, one for when you hear more.\n"
                    "- A picture, and the four languages that your clinic hears most.\n"
                    "- The name of the one person who sends it.",
                ),
            ),
        ),
    ),
)

PAPERS = (CLOUD, FLEET, NALOXONE, CROSSINGS, NOTICES)

NEWS = (
    News(
        "Cedar Lake Nation joins Interlocal",
        "Forty clinic and road staff start this week. Say hello in Tribal relations and Water quality.",
        1,
        (
            text(
                "Cedar Lake Nation is the sixth agency to share the service. Leah Joseph leads the start and is the"
                " person to ask.",
                "Consultation between governments goes on as before, by letter. What happens here does not replace it.",
            ),
        ),
    ),
    News(
        "Ground rules, version 1",
        "One page, agreed by all six agencies: your name stands beside what you write, private stays private.",
        19,
        (text("Everybody is asked once to accept them. They are linked at the foot of each page."),),
    ),
    News(
        "First aid for letters, every second Tuesday",
        "Bring one page, leave with half a page. Thirty minutes with the plain language editors.",
        40,
        (text("In the chat of Plain language at 13:00. No preparation, real letters only."),),
    ),
)
