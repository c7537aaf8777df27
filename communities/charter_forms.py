"""What operators and owners decide on: agencies, their staff, and what a community is and who may see and join it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .forms import OnceForm
from .models import Agency, Appointment, Community, MailDomain, User

MAX_SUBJECTS = 6


class WordsField(forms.CharField):
    """Words separated by commas, blanks or line ends, each once, in lower case."""

    def to_python(self, value: Any) -> list[str]:
        text = super().to_python(value).replace(",", " ").lower()
        return list(dict.fromkeys(text.split()))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class CommunityForm(OnceForm):
    """What a community is for, who may know and read it, and how people join."""

    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("Who meets here and what for. The directory shows it."),
        max_length=Community._meta.get_field("purpose").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    subjects = WordsField(
        label=_("Subjects"),
        help_text=_("Words that people look for in the directory, such as health, roads."),
        required=False,
        max_length=200,
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Community.Visibility.choices, widget=forms.RadioSelect
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Named agencies"),
        help_text=_("Only for a community of named agencies: their people may read it."),
        queryset=Agency.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    join_policy = forms.ChoiceField(
        label=_("How people join"), choices=Community.JoinPolicy.choices, widget=forms.RadioSelect
    )

    def clean_subjects(self) -> list[str]:
        """Slugs, a few of them."""
        subjects = [slugify(word)[:40] for word in self.cleaned_data["subjects"]]
        subjects = list(dict.fromkeys(filter(None, subjects)))
        if len(subjects) > MAX_SUBJECTS:
            raise ValidationError(_("Choose at most %(most)d subjects"), params={"most": MAX_SUBJECTS})
        return subjects

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("visibility") == Community.Visibility.NAMED_AGENCIES and not data.get("agencies"):
            self.add_error("agencies", _("Name the agencies whose people may read it"))
        return data

    def decisions(self) -> dict[str, Any]:
        """What the actions take of this form."""
        return {name: self.cleaned_data[name] for name in CommunityForm.base_fields if name != "form_token"}


class FoundForm(CommunityForm):
    """A new community."""

    name = forms.CharField(label=_("Name"), max_length=Community._meta.get_field("name").max_length)
    chartered_by = forms.ModelMultipleChoiceField(
        label=_("Agencies that stand behind it"),
        queryset=Agency.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = forms.EmailField(
        label=_("Owner"), help_text=_("The work address of somebody with an account: that person decides from then on.")
    )

    field_order = ("name", "purpose", "subjects", "visibility", "agencies", "join_policy", "chartered_by", "owner")

    def clean_owner(self) -> User:
        """An active person of an agency."""
        owner = User.objects.people().filter(email=self.cleaned_data["owner"].lower(), agency__isnull=False).first()
        if owner is None:
            raise ValidationError(_("Nobody of an agency has an account with this address: invite that person first"))
        return owner


class RenameForm(OnceForm):
    """Another name and address of a community."""

    name = forms.CharField(label=_("Name"), max_length=Community._meta.get_field("name").max_length)
    slug = forms.CharField(
        label=_("Address"),
        help_text=_("Small letters, digits and hyphens. The old address leads on to the new one."),
        max_length=Community._meta.get_field("slug").max_length,
        validators=[validate_slug],
    )


class AgencyForm(OnceForm):
    """An agency that joins the service."""

    name = forms.CharField(label=_("Name"), max_length=Agency._meta.get_field("name").max_length)
    type = forms.ChoiceField(label=_("Type"), choices=Agency.Type.choices)
    mail_domains = WordsField(
        label=_("Mail domains"),
        help_text=_(
            "What stands behind the @ of its staff, such as easton.gov. Whoever has one belongs to the agency."
        ),
        required=False,
        max_length=500,
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Agency.objects.filter(name__iexact=name).exists() or Agency.objects.filter(slug=slugify(name)).exists():
            raise ValidationError(_("There is an agency of this name already"))
        return name

    def clean_mail_domains(self) -> list[str]:
        domains = [word.removeprefix("@") for word in self.cleaned_data["mail_domains"]]
        for domain in domains:
            if "." not in domain or "@" in domain:
                raise ValidationError(_("%(domain)s is no mail domain: write easton.gov"), params={"domain": domain})
        if taken := MailDomain.objects.filter(domain__in=domains).select_related("agency").first():
            raise ValidationError(
                _("%(domain)s belongs to %(agency)s"), params={"domain": taken.domain, "agency": taken.agency.name}
            )
        return domains


class StaffForm(OnceForm):
    """Somebody who is invited to the service as staff of an agency."""

    email = forms.EmailField(label=_("Work address"), max_length=190)
    appointment = forms.ChoiceField(
        label=_("Appointed as"), choices=[("", _("Nothing in particular")), *Appointment.Kind.choices], required=False
    )

    def __init__(self, *args: Any, may_appoint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_appoint:
            del self.fields["appointment"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.people().filter(email=email).exists():
            raise ValidationError(_("This person has an account already"))
        return email
