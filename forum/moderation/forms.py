"""What moderators and reporters fill in. Each form names its fields once, for the page and for its errors."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from communities.models import Community

from .models import Ground, Outcome, ReviewItem


class ReportForm(forms.Form):
    """Why a member thinks that moderators should look at something."""

    ground = forms.ChoiceField(label=_("What is wrong?"), choices=Ground.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the moderators know?"),
        help_text=_("Only the moderators of this community read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """A reason in a sentence, which everybody concerned is shown."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a reason: the people concerned and the record get these words.")},
    )

    def __init__(self, *args: object, who_reads: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = who_reads


class DecisionForm(ReasonForm):
    """How moderators decide on a report."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to it.")},
    )
    field_order = ["outcome", "reason"]

    def __init__(self, *args: object, item: ReviewItem, **kwargs: object) -> None:
        # Several stand on one page, so that each has ids of its own.
        super().__init__(*args, auto_id=f"decision-{item.pk}-%s", **kwargs)
        self.item = item


class PinForm(forms.Form):
    """Until which day a thread stays on top. The day itself is included."""

    LONGEST = timedelta(days=366)

    until = forms.DateField(
        label=_("Keep it on top until"),
        help_text=_("The end of that day. It goes back to its place by itself."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the last day, like 2026-12-18."), "required": _("Choose the last day.")},
    )

    def clean_until(self) -> datetime:
        day = self.cleaned_data["until"]
        if not localdate() <= day <= localdate() + self.LONGEST:
            raise ValidationError(_("Choose a day from today on, at most a year ahead."))
        return make_aware(datetime.combine(day + timedelta(days=1), time.min))


class MoveForm(ReasonForm):
    """Into which community a thread moves, and why."""

    community = forms.ModelChoiceField(
        label=_("Move to"),
        queryset=Community.objects.none(),
        empty_label=_("Choose a community"),
        error_messages={"required": _("Choose the community that the thread moves to.")},
    )
    field_order = ["community", "reason"]

    def __init__(self, *args: object, targets: "forms.models.QuerySet[Community]", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = targets
