"""Papers about safety: crossings, and shelters at night."""

from .shapes import Edition, Paper, chart, heading, text

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

SHELTERS = Paper(
    title="A warm room by nightfall",
    summary="Opening a shelter within six hours: people, things, and the first night, from fourteen openings.",
    motif="circles",
    agencies=("lake", "police", "cedar"),
    community="emergency-operations",
    author="bo",
    reviewer="mia",
    editions=(
        Edition(
            330,
            ("Bo Larsen", "Mia Lindqvist"),
            "",
            (
                heading("The first hour"),
                text(
                    "One person decides, one writes down the time, one drives with the key. Everything else can wait"
                    " for the second hour.",
                ),
                heading("Things"),
                text("- Cots for a third of the people; the others sit.\n- Light outside, before light inside."),
            ),
        ),
        Edition(
            40,
            ("Bo Larsen", "Mia Lindqvist", "Leah Joseph"),
            "Six more openings, the host, animals, and what each night costs.",
            (
                heading("In short"),
                text(
                    "Fourteen openings in two winters. The fastest took two hours and ten minutes, the slowest eleven"
                    " hours. The difference was a key.",
                ),
                heading("People"),
                chart(
                    "It takes fewer people than we planned, and one whom we had not planned",
                    "People on duty in a night with 60 guests",
                    "Planned",
                    "Needed",
                    "Duty lists of fourteen openings",
                    ("Door and list", 4, 2),
                    ("Medical", 2, 1),
                    ("Security", 4, 1),
                    ("Host", 0, 2),
                ),
                text(
                    "The host sits, listens and knows who came with whom. Where there was one, security had nothing to"
                    " do.",
                ),
                heading("Animals"),
                text("A dog in a crate beside its owner. Four of ten people would otherwise not have come in."),
                heading("The bill"),
                text(
                    "A night with 60 people costs 2,340 dollars, of which 1,600 are wages. Keep the list of hours: it"
                    " is what the state asks for when it pays back three quarters.",
                ),
            ),
        ),
    ),
)
