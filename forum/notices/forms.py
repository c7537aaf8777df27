"""How somebody wants to be told: one level for each community, and what may come by mail."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Level
from communities.viewer import Belonging

from .models import Bell

SWITCHES = frozenset({"mails_mentions", "mails_replies", "mails_papers", "mails_found"})


class SettingsForm(forms.Form):
    """A level field for each community of the viewer, named by the community's id, and the switches for mail."""

    mails_mentions = forms.BooleanField(label=_("When somebody mentions me"), required=False)
    mails_replies = forms.BooleanField(
        label=_("When somebody replies where I take part, or posts in what I watch"), required=False
    )

    mails_papers = forms.BooleanField(
        label=_("When a paper waits for my review, and what became of mine"), required=False
    )

    mails_found = forms.BooleanField(label=_("When a saved search finds something new"), required=False)

    def __init__(
        self, *args: object, belongings: Iterable[Belonging], bell: Bell, writes_papers: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.belongings = tuple(belongings)
        if not writes_papers:
            # Who neither writes nor reviews papers is not asked about them.
            del self.fields["mails_papers"]
        for switch in SWITCHES & self.fields.keys():
            self.fields[switch].initial = getattr(bell, switch)
        for belonging in self.belongings:
            self.fields[name_of(belonging)] = forms.ChoiceField(
                label=belonging.name,
                choices=Level.choices,
                initial=belonging.level,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a level for this community.")},
            )

    def switches(self) -> dict[str, bool]:
        """What may come by mail, by the names of the bell's fields."""
        return {switch: self.cleaned_data[switch] for switch in SWITCHES & self.fields.keys()}

    def rows(self) -> list[tuple[Belonging, list[tuple[str, str, bool]]]]:
        """Each community with its four levels: value, label, chosen."""
        return [
            (one, [(value, label, self[name_of(one)].value() == value) for value, label in Level.choices])
            for one in self.belongings
        ]

    def levels(self) -> dict[int, str]:
        """The level chosen for each community, by id; only those that were changed."""
        chosen = {one.community_id: self.cleaned_data[name_of(one)] for one in self.belongings}
        return {
            one.community_id: chosen[one.community_id]
            for one in self.belongings
            if chosen[one.community_id] != one.level
        }


def name_of(belonging: Belonging) -> str:
    """The name of the field that holds the level of one community."""
    return f"level-{belonging.community_id}"
