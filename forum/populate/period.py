"""The stretch of time that made-up content fills: three years up to now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LENGTH = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Period:
    """From `began` on for `LENGTH`."""

    began: datetime

    @property
    def ends(self) -> datetime:
        return self.began + LENGTH

    def at(self, share: float) -> datetime:
        """The moment after `share` of the period, 0 to 1."""
        return self.began + LENGTH * share
