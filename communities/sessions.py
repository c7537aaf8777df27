"""Sessions in the database, as Django keeps them; only the query that every request asks is prepared."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from .prepared import Prepared

_held: Prepared[Session] = Prepared(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at))


class SessionStore(db.SessionStore):
    """Django's own store."""

    def _get_session_from_db(self) -> Session | None:
        # A cookie may hold any sign, and PostgreSQL takes no NUL; keys that were given out are letters and digits.
        is_key = bool(self.session_key) and self.session_key.isascii() and self.session_key.isalnum()
        held = _held.first(key=self.session_key, at=now()) if is_key else None
        if held is None:
            self._session_key = None
        return held
