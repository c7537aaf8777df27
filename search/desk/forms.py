"""What editors fill in at the desk of search."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.forms import OnceForm
from communities.models import Agency, Community
from communities.viewer import Viewer

from .. import rules
from ..actions import terms_of
from ..documents import Key
from ..finder import Result, look_up
from ..models import Pick
from ..models.guidance import TERM

MOST_TERMS = 12


class GuidedForm(OnceForm):
    """For whom it holds; and what was tried last, so that nothing is saved whose effect was not looked at."""

    community = forms.ModelChoiceField(
        label=_("Only for members of"),
        help_text=_("And for whoever can read it and searches in it."),
        queryset=Community.objects.none(),
        required=False,
        empty_label=_("Everybody"),
    )
    agency = forms.ModelChoiceField(
        label=_("Only for people of"), queryset=Agency.objects.none(), required=False, empty_label=_("Every agency")
    )
    language = forms.ChoiceField(
        label=_("Only for pages in"), required=False, choices=[("", _("Every language")), *settings.LANGUAGES]
    )
    tried = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["community"].queryset = Community.objects.known_to(viewer).order_by("name")
        self.fields["agency"].queryset = Agency.objects.all()

    def clean_agency(self) -> Agency | None:
        agency = self.cleaned_data["agency"]
        if not rules.may_guide(self.viewer, agency.pk if agency else None):
            raise ValidationError(_("Choose your own agency: what holds for others is kept by their editors"))
        return agency

    def words(self) -> dict[str, Any]:
        """What is saved."""
        return {name: self.cleaned_data[name] for name in ("community", "agency", "language")}

    @property
    def print(self) -> str:
        """The same for the same words: by it a form knows whether what it holds was tried."""
        told = json.dumps(self.words(), default=lambda one: str(getattr(one, "pk", one)), sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def was_tried(self) -> bool:
        return self.cleaned_data["tried"] == self.print

    def note_tried(self) -> None:
        """Have the form, shown again, say what was tried."""
        self.data = self.data.copy()
        self.data["tried"] = self.print


class AlikeForm(GuidedForm):
    """Words and phrases that mean the same."""

    terms = forms.CharField(
        label=_("Words that mean the same"),
        help_text=_("One word or phrase on each line, at least two. Whoever searches for one finds the others too."),
        max_length=MOST_TERMS * (TERM + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write at least two words or phrases, each on a line")},
    )
    is_ambiguous = forms.BooleanField(
        label=_("One of them has other meanings too"),
        help_text=_("Like EOC or CAD. What is added then stands below what has the very words."),
        required=False,
    )
    field_order = ("terms", "is_ambiguous", "community", "agency", "language")

    def clean_terms(self) -> Sequence[str]:
        terms = terms_of(self.cleaned_data["terms"])
        if not 2 <= len(terms) <= MOST_TERMS:
            raise ValidationError(
                _("Write 2 to %(most)d words or phrases, each on a line"), params={"most": MOST_TERMS}
            )
        if any(len(term) > TERM for term in terms):
            raise ValidationError(_("A word or phrase may have %(most)d characters"), params={"most": TERM})
        return terms

    def words(self) -> dict[str, Any]:
        return super().words() | {name: self.cleaned_data[name] for name in ("terms", "is_ambiguous")}


class LookForm(forms.Form):
    """Which phrase, and by which words its result is looked for. Odd values are cut, never an error."""

    phrase = forms.CharField(label=_("What people search for"), required=False, max_length=200)
    look = forms.CharField(
        label=_("Find the result with other words"),
        help_text=_("If the phrase does not find it."),
        required=False,
        max_length=200,
    )


class PickForm(GuidedForm):
    """A result and what is done with it, for one phrase."""

    phrase = forms.CharField(max_length=200, widget=forms.HiddenInput)
    result = forms.CharField(max_length=60, error_messages={"required": _("Choose a result")})
    act = forms.ChoiceField(
        label=_("What to do with it"),
        choices=[("pin", _("Show it first")), ("leave_out", _("Leave it out of the results"))],
        initial="pin",
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Until the end of"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    field_order = ("act", "starts_on", "ends_on", "community", "agency", "language")

    def clean_result(self) -> Result:
        key = key_of(self.cleaned_data["result"])
        found = look_up(self.viewer, [key]) if key else []
        if not found:
            raise ValidationError(_("This result is not there any more. Choose another one"))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It must end on the day it starts, or later"))
        return data

    def words(self) -> dict[str, Any]:
        document = self.cleaned_data["result"].best.document
        return super().words() | {
            "phrase": " ".join(self.cleaned_data["phrase"].split()),
            "is_excluded": self.cleaned_data["act"] == "leave_out",
            "kind": document.kind,
            "key": document.id,
            "group": document.group,
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }

    @staticmethod
    def initial_of(row: Pick) -> dict[str, Any]:
        """What the form of a pick that is kept shows."""
        shown = {
            name: getattr(row, name) for name in ("phrase", "starts_on", "ends_on", "community", "agency", "language")
        }
        return shown | {"result": f"{row.kind}:{row.key}", "act": "leave_out" if row.is_excluded else "pin"}


class JudgeForm(OnceForm):
    """Which results answer a query well."""

    text = forms.CharField(max_length=200, widget=forms.HiddenInput)
    good = forms.MultipleChoiceField(
        choices=(), error_messages={"required": _("Tick at least one result that answers the query")}
    )

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["good"].choices = [(value, value) for value in choices]


def value_of(result: Result) -> str:
    """How a form names a row of results: a thread for whatever of it was found."""
    kind, key = row_of(result)
    return f"{kind}:{key}"


def row_of(result: Result) -> Key:
    """The thing that a row of results is about."""
    document = result.best.document
    return ("thread", document.thread_id) if document.thread_id else document.key


def key_of(value: str) -> Key | None:
    """What `value_of` named; None for anything else."""
    kind, _colon, key = value.partition(":")
    return (kind, int(key)) if key.isdecimal() and len(key) < 19 else None
