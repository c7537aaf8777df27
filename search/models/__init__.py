"""What search keeps in the database: what one person asks for again. The index itself belongs to its engine."""

from .recent import Habits, Recent

__all__ = ["Habits", "Recent"]
