"""How an action says no: to who may not (PermissionDenied), or because of how things stand (Refused, Moved)."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):  # noqa: N818 - it reads as what happened: "except Refused".
    """The act was not done. `message` is for the person and says what to do next; `code` is for programs."""

    def __init__(self, code: str, message: str, *, status: int = 409, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.retry_after = code, str(message), status, retry_after


class Moved(Exception):  # noqa: N818 - as above.
    """The community of this address has another one now."""

    def __init__(self, old_slug: str, slug: str) -> None:
        super().__init__(slug)
        self.old_slug, self.slug = old_slug, slug


def require(condition: object, message: str) -> None:
    """Raise PermissionDenied with `message` unless `condition` holds."""
    if not condition:
        raise PermissionDenied(message)
