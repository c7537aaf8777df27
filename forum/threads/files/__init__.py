"""What may be attached to a post: what a file really is, its name, and pictures without what a camera adds."""

from .checking import Checked, check

__all__ = ["Checked", "check"]
