"""All that changes agencies."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .. import activity, audience
from ..models import Agency, MailDomain
from ..refusal import require
from ..viewer import Viewer


@transaction.atomic
def admit_agency(
    *, viewer: Viewer | None, name: str, type: str, mail_domains: Iterable[str] = (), slug: str = ""
) -> Agency:
    """Let an agency share the service. No viewer means the set-up of a site; else only operators may."""
    require(viewer is None or viewer.is_operator, _("Only an operator can admit an agency."))
    agency = Agency(name=name.strip(), slug=slug or slugify(name), type=type)
    agency.full_clean()
    agency.save()
    for domain in mail_domains:
        MailDomain.objects.create(agency=agency, domain=domain.strip().lower())
    activity.record(kind="agency.admitted", actor=viewer, subject=agency, audience=audience.STAFF)
    return agency
