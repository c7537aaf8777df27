"""The eight sign-ins of the demo, one a role, and the password they share."""

from django.conf import settings

from forum.settings.secret import kept_secret

SIGN_INS = {
    "employee@easton.example": "employee, member of Fleet managers",
    "moderator@lakecounty.example": "moderator of Opioid response",
    "owner@statepolice.example": "owner of communities",
    "editor@lakecounty.example": "editor of papers and news",
    "agencyadmin@easton.example": "agency admin of the City of Easton",
    "records@statepolice.example": "records officer of the State Police",
    "guest@harborhealth.example": "guest in one community",
    "operator@interlocal.example": "operator of the service",
}


def password() -> str:
    """The password of every sign-in of the demo: as the settings say, else made once and kept in the data folder."""
    return settings.INTERLOCAL_DEMO_PASSWORD or kept_secret(settings.DATA_DIR, "demo-password", size=9)
