"""Papers about health: naloxone in vehicles, lead in water lines, notices about water."""

from .shapes import Edition, Paper, chart, heading, quote, text

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

LEAD = Paper(
    title="Lead in the lines: a plan for small water systems",
    summary="How systems with fewer than 3,000 connections find their lead lines, and which they replace first.",
    motif="waves",
    agencies=("harbor", "cedar", "federal"),
    editions=(
        Edition(
            300,
            ("Nadia Rahal", "Leah Joseph"),
            "",
            (
                heading("Find them first"),
                text(
                    "Three systems looked for the material of 4,160 service lines. Old tap cards answered for 61 %,"
                    " a look at the meter for 22 %, and the rest had to be dug.",
                    "- Begin with the year in which the street was built.\n- Ask at the counter: a photo of the pipe"
                    " takes a resident two minutes.\n- Dig last, and only where two sources disagree.",
                ),
                heading("What it costs"),
                text("A photo costs nothing, a card 4 dollars of somebody’s time, a hole 900 dollars."),
            ),
        ),
        Edition(
            35,
            ("Nadia Rahal", "Leah Joseph", "Ingrid Castillo"),
            "Two more systems, prices of 2026, and the order of replacement.",
            (
                heading("In short"),
                text(
                    "Five systems know the material of 97 % of their lines. Of 6,900 lines 410 are lead. At 45 a year"
                    " they are gone in nine years, and the order matters more than the speed.",
                ),
                heading("How the lines were found"),
                chart(
                    "Most answers were already in the building",
                    "Share of 6,900 service lines whose material is known, by source, percent",
                    "First edition",
                    "This edition",
                    "Inventories of three and of five water systems",
                    ("Tap cards", 61, 58),
                    ("Look at the meter", 22, 19),
                    ("Photo by a resident", 4, 14),
                    ("Dug", 6, 6),
                ),
                heading("In which order"),
                text(
                    "- Where a child under six lives, as far as the clinic may say so without a name.\n"
                    "- Where the street is opened anyhow.\n- Where the water stands longest: dead ends.",
                    "Replace the whole line. Half a line raised the lead in the water for months, nine times in nine.",
                ),
                heading("What to tell people"),
                quote(
                    "Your line is made of lead. We replace it in May at no cost to you. Until then run the cold water"
                    " for two minutes each morning, and use the filter that we brought for drinking and cooking.",
                    "Letter of Coastal Harbor District, 2026",
                ),
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
