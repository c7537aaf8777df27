"""The news of the demo."""

from .shapes import News, text

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
