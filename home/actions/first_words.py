"""What the footer's pages say until the service's own people write them: true for any site, and complete."""

from typing import Any

Body = list[dict[str, Any]]


def _body(*parts: str) -> Body:
    """Parts that begin with `#` are headings, the others rich text."""
    return [
        {"type": "heading", "value": part[1:].strip()} if part.startswith("#") else {"type": "text", "value": part}
        for part in parts
    ]


GROUND_RULES = _body(
    "<p>Interlocal is a workplace that many agencies share. These rules hold in every community, in threads, in chat"
    " and in papers. A community may add its own on its front page.</p>",
    "# Write as you would at work",
    "<ul><li>Your name, agency and title stand beside all that you write.</li>"
    "<li>Be brief, say what you know and how you know it, and answer the question that was asked.</li>"
    "<li>Disagree about the matter, not about the person.</li></ul>",
    "# What you write is a record",
    "<p>What you write here is a public record of your agency. Removing a post leaves a line in its place, and what it"
    " said is kept for as long as your agency’s records rules ask for.</p>",
    "# What does not belong here",
    "<ul><li>Names or details of patients, victims, suspects, pupils or clients.</li>"
    "<li>Passwords, and plans of buildings and networks.</li>"
    "<li>Advertising, and political campaigns.</li></ul>",
    "# Private communities stay private",
    "<p>Do not carry words out of a community that others cannot read. Guests have a sponsor in the community, and see"
    " what its members see.</p>",
    "# Who sees to it",
    "<p>Each community has moderators. Report a post or a message with its own menu: the moderators of that community"
    " decide, and tell you what they decided.</p>",
)

PRIVACY = _body(
    "<p>This page says what Interlocal keeps about you, what for, and who sees it.</p>",
    "# What is kept",
    "<ul><li>Your name, work address, title and agency, as your agency gave them.</li>"
    "<li>What you write, with the agency and title that you had when you wrote it.</li>"
    "<li>Which communities you belong to, in which role, from when until when.</li>"
    "<li>How far you have read in a thread, so that it opens where you stopped.</li></ul>",
    "# What is not kept",
    "<p>No advertising, no tracking across sites, nothing from other companies in these pages. Logs of the service hold"
    " numbers and times, never what you wrote or searched for.</p>",
    "# Who sees what",
    "<p>Staff of the agencies see one another’s name, title and agency. A guest sees, and is seen by, the people of the"
    " communities that the guest was invited to. A community that you may not know of tells you nothing, not even that"
    " you are not a member.</p>",
    "# Cookies",
    "<p>One keeps you signed in, one protects forms, and two remember your choice of light or dark and of keyboard"
    " shortcuts.</p>",
    "# When you leave",
    "<p>Your account ends, and all your sessions with it. Your words stay, under your name and the agency that you"
    " wrote for: they are your agency’s records.</p>",
)

ACCESSIBILITY = _body(
    "<p>Everybody who works for an agency must be able to work here. We build to WCAG 2.2, level AA.</p>",
    "# What works",
    "<ul><li>All pages work with the keyboard alone; the first stop on each leads to the content.</li>"
    "<li>All pages but live chat work without script.</li>"
    "<li>Pages fit a window of 320 pixels, text can be enlarged to 200 %, and light and dark follow your device.</li>"
    "<li>Nothing moves by itself. Who prefers less motion gets none.</li></ul>",
    "# Keyboard shortcuts",
    "<p>Single letters act as shortcuts, never inside a field. You can switch them off: follow “Light, dark and keys”"
    " at the foot of any page.</p>",
    "# Something does not work for you",
    "<p>Tell the accessibility contact of your agency, with the address of the page and what you use to read it. What"
    " keeps you from your work is mended first.</p>",
)

FOOTER: dict[str, tuple[str, Body]] = {
    "ground-rules": ("Ground rules", GROUND_RULES),
    "privacy": ("Privacy", PRIVACY),
    "accessibility": ("Accessibility", ACCESSIBILITY),
}
