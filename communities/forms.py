"""What people fill in about communities, members, invitations and themselves. Labels are the screens' words."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Community, JoinRequest, Level, Membership, Role, User
from .viewer import Viewer

INVITED_AT_ONCE = 50
GUEST_DAYS = 90


class OnceForm(forms.Form):
    """A form whose hidden number makes two copies of it have one effect."""

    # Without an id: a page may hold several forms.
    form_token = forms.UUIDField(widget=forms.HiddenInput(attrs={"id": False}), initial=uuid4)


class DirectoryForm(forms.Form):
    """What the directory is filtered by. Wrong values are left out: an address that was cut must still work."""

    q = forms.CharField(required=False, max_length=100)
    mine = forms.ChoiceField(required=False, choices=[("", ""), ("mine", ""), ("agency", "")])
    sort = forms.ChoiceField(
        required=False,
        choices=[("", _("Last activity")), ("name", _("Name")), ("people", _("Most people"))],
    )
    agency = forms.SlugField(required=False)
    join = forms.MultipleChoiceField(required=False, choices=Community.JoinPolicy.choices)


class AskForm(OnceForm):
    """The wish to join, with a note to the moderators."""

    note = forms.CharField(
        label=_("Why do you want to join?"),
        help_text=_("The moderators read it. One or two sentences about your work are enough."),
        required=False,
        max_length=JoinRequest._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LevelForm(forms.Form):
    """How much one is told of a community."""

    level = forms.ChoiceField(choices=Level.choices)


class MembersFilterForm(forms.Form):
    """What the list of people is narrowed to."""

    q = forms.CharField(required=False, max_length=100)
    role = forms.ChoiceField(required=False, choices=[("", _("Any role")), *Role.choices])
    agency = forms.SlugField(required=False)


class RoleForm(OnceForm):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=[c for c in Role.choices if c[0] != Role.GUEST])


class RemoveForm(OnceForm):
    """Ending somebody's membership."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person is told it, and it stays in the record of the community."),
        max_length=Membership._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the person is told it")},
    )
    for_good = forms.BooleanField(label=_("Keep this person from coming back"), required=False)


class DecisionForm(OnceForm):
    """The answer to a request to join; a no needs a reason."""

    answer = forms.ChoiceField(choices=[("approve", _("Approve")), ("refuse", _("Decline"))])
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=JoinRequest._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == "refuse" and not data.get("reason"):
            self.add_error("reason", _("Say why, so that the person knows what to do next"))
        return data


class InviteForm(OnceForm):
    """Addresses to invite, one a line, all on the same terms."""

    emails = forms.CharField(
        label=_("Work addresses"),
        help_text=_("One a line. They need no account yet."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write at least one address, like name@agency.gov")},
    )
    role = forms.ChoiceField(label=_("As"))
    until = forms.DateField(
        label=_("Guests until"),
        help_text=_("A guest’s membership ends by itself, within %d days.") % GUEST_DAYS,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the last day like 2026-12-18")},
    )
    note = forms.CharField(
        label=_("A word from you"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, viewer: Viewer, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [Role.MEMBER, Role.GUEST]
        if viewer.owns(community.pk):
            roles.insert(1, Role.MODERATOR)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]

    def clean_emails(self) -> list[str]:
        """The addresses in lower case, each once, in the order they were written."""
        words = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").lower().split()
        addresses = list(dict.fromkeys(words))
        if len(addresses) > INVITED_AT_ONCE:
            raise ValidationError(_("Invite at most %(most)d people at once"), params={"most": INVITED_AT_ONCE})
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("%(address)s is no address: write it in full, like name@agency.gov"), params={"address": address}
                ) from None
        return addresses

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        last = timezone.localdate() + timedelta(days=GUEST_DAYS)
        day = data.get("until")
        lasts = day is not None and timezone.localdate() < day <= last
        if data.get("role") == Role.GUEST and "until" not in self.errors and not lasts:
            example = f"{last.day} {last:%B %Y}"
            self.add_error("until", _("Guests need an end date by %(day)s") % {"day": example})
        return data

    @property
    def ends(self) -> datetime | None:
        """The end of the guests' last day, None for others."""
        day: date | None = self.cleaned_data.get("until")
        if self.cleaned_data["role"] != Role.GUEST or day is None:
            return None
        return timezone.make_aware(datetime.combine(day, time.max))


def _accepted() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I have read the ground rules and will keep to them"),
        error_messages={"required": _("Tick the box when you have read them")},
    )


class NewcomerForm(forms.Form):
    """An account for somebody who follows an invitation."""

    email = forms.EmailField(
        label=_("Work address"),
        max_length=190,
        error_messages={"invalid": _("Write your full work address, like name@agency.gov")},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As colleagues know you, like Ana Reyes."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.CharField(
        label=_("Your job"),
        help_text=_("Stands beside your name, like Fleet supervisor."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organization = forms.CharField(label=_("Your organization"), max_length=120, required=False)
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    accepted = _accepted()

    def __init__(self, *args: Any, email: str, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email
        if email:
            del self.fields["email"]
        if not is_guest:
            del self.fields["organization"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        email = self.address or data.get("email", "")
        if password := data.get("password"):
            try:
                validate_password(password, User(email=email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class ProfileForm(OnceForm):
    """One's own entry among people."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    title = forms.CharField(
        label=_("Job"),
        help_text=_("Stands beside your name. What you wrote keeps the job it was written in."),
        max_length=120,
        required=False,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/"))
        )
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]


class DisplayForm(forms.Form):
    """How the site looks on this device, and whether single letters are shortcuts."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
    single_keys = forms.BooleanField(
        label=_("Single letters are shortcuts"),
        help_text=_("Switch this off if you speak to your computer or often touch keys by accident."),
        required=False,
    )


class GroundRulesForm(OnceForm):
    """That one has read the ground rules."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepted = _accepted()
