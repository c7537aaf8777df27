"""The white papers and the news of the demo, as plain values."""

from .health import LEAD, NALOXONE, NOTICES
from .news import NEWS
from .safety import CROSSINGS, SHELTERS
from .services import CLOUD, FLEET, REQUESTS
from .shapes import Paper, chart

__all__ = ["NEWS", "PAPERS", "Paper", "chart"]

# In the order in which they are made.
PAPERS = (CLOUD, FLEET, NALOXONE, CROSSINGS, NOTICES, LEAD, SHELTERS, REQUESTS)
