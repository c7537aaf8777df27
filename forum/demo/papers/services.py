"""Papers about what agencies run together: systems, vehicles, records."""

from .shapes import Edition, Paper, chart, heading, quote, text

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

REQUESTS = Paper(
    title="Public records in ten days",
    summary="Where the time goes between a request and its answer, measured on 1,900 requests of four agencies.",
    motif="bars",
    agencies=("police", "easton", "lake"),
    author="hana",
    reviewer="ingrid",
    editions=(
        Edition(
            260,
            ("Rhea Novak", "Kim Delgado"),
            "",
            (
                heading("Where the time goes"),
                text(
                    "A request takes 23 days in the middle. Searching takes two of them, redaction five. In the other"
                    " sixteen nothing happens: it lies with somebody who does not know that it is theirs.",
                ),
                heading("A log that anybody may read"),
                text("Easton publishes its log. Every second request is answered by pointing to an older one."),
            ),
        ),
        Edition(
            12,
            ("Rhea Novak", "Kim Delgado", "Dev Okafor"),
            "A year with a name for each request, video, and requests that a machine wrote.",
            (
                heading("In short"),
                text(
                    "Since each request has one person’s name on it from the first day, the middle fell from 23 days to"
                    " ten. Nobody was hired for it.",
                ),
                heading("Days, before and after"),
                chart(
                    "Waiting shrank, work did not",
                    "Days between a request and its answer, median of four agencies",
                    "Without a name",
                    "With a name",
                    "Request logs, 1,900 requests",
                    ("Waiting for somebody", 16, 3.5),
                    ("Searching", 2, 2),
                    ("Redaction", 5, 4.5),
                ),
                heading("Video"),
                text(
                    "An hour of body camera video takes 4.2 hours to redact by hand and 1.6 with a tool and a person."
                    " Ask which ten minutes are wanted: in two of three cases the requester knows.",
                ),
                heading("Long lists"),
                text(
                    "- Answer what is clear at once.\n- Offer a call of fifteen minutes.\n"
                    "- Estimate the hours for the rest, in writing.",
                ),
                quote(
                    "I asked for forty things because I did not know what the one thing is called.",
                    "A requester, on the phone",
                ),
            ),
        ),
    ),
)
