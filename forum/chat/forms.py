"""What people fill in about chat: a message, the choice of messages for a thread, a channel."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.forms import OnceForm
from communities.models import Membership, User
from forum.threads.forms import FilesField
from forum.threads.models import Thread

from .models import MAX_LENGTH, Channel, ChannelMember, Conversation, Habits, Hook, Message, ReadPosition


class IdsField(forms.Field):
    """Ids of files that are stored already; what is no id is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        return [int(pk) for pk in value or () if pk.isascii() and pk.isdecimal() and len(pk) < 19]


class MessageForm(forms.Form):
    """One line of chat, from a browser without script. Its client id makes the same form count once."""

    source = forms.CharField(label=_("Message"), max_length=MAX_LENGTH, widget=forms.Textarea, required=False)
    files = FilesField(label=_("Attach files"), required=False)
    attached = IdsField(required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Sent although somebody whom it names cannot see it.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ConversationForm(forms.Form):
    """The name of a conversation beside the channel."""

    name = forms.CharField(
        label=_("Name of the conversation"),
        help_text=_("What it is about, in a few words."),
        max_length=Conversation._meta.get_field("name").max_length,
    )


class EditForm(forms.Form):
    """Another wording for a message."""

    source = forms.CharField(
        label=_("Message"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), strip=False
    )


class RemoveForm(forms.Form):
    """Why a moderator removes somebody's message."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the record of the community."),
        required=False,
        max_length=Message._meta.get_field("removal_reason").max_length,
    )


class TranscriptForm(OnceForm):
    """The title of the thread that is made of them."""

    title = forms.CharField(
        label=_("Title of the thread"),
        help_text=_("What somebody would look for a year from now."),
        max_length=Thread._meta.get_field("title").max_length,
    )


class Readers(models.TextChoices):
    """Who reads a channel."""

    MEMBERS = "members", _("The members of the community")
    COMMUNITY = "community", _("Everybody who can read the community; its members write")
    PRIVATE = "private", _("Only people whom I let in, from among the members")


class ChannelForm(OnceForm):
    """A channel's name, purpose and readers."""

    name = forms.CharField(label=_("Name"), max_length=Channel._meta.get_field("name").max_length)
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("One sentence: what belongs here."),
        required=False,
        max_length=Channel._meta.get_field("purpose").max_length,
    )
    readers = forms.ChoiceField(
        label=_("Who reads it"), choices=Readers, initial=Readers.MEMBERS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, place: Channel | None = None, **options: Any) -> None:
        """`place` is the channel that is changed; without it, a new one."""
        super().__init__(*args, **options)
        if place and place.is_private:
            del self.fields["readers"]
        elif place:
            # What was written among more people cannot be made to have been among fewer.
            self.fields["readers"].choices = [each for each in Readers.choices if each[0] != Readers.PRIVATE]

    @property
    def wanted(self) -> dict[str, object]:
        """What the form says, as the actions take it."""
        readers = self.cleaned_data.get("readers")
        return {
            "name": self.cleaned_data["name"],
            "purpose": self.cleaned_data["purpose"],
            "is_open": readers == Readers.COMMUNITY,
        }

    @property
    def is_private(self) -> bool:
        return self.cleaned_data.get("readers") == Readers.PRIVATE


class LetInForm(forms.Form):
    """Somebody of the community who is to be in a private channel."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Member of the community"))

    def __init__(self, *args: Any, channel: Channel, **options: Any) -> None:
        super().__init__(*args, **options)
        there = ChannelMember.objects.current().filter(channel=channel).values("user")
        belong = Membership.objects.current().filter(community=channel.community_id).exclude(user__in=there)
        self.fields["user"].queryset = User.objects.people().filter(pk__in=belong.values("user")).order_by("name")


class LevelForm(forms.Form):
    """How much of a channel somebody wants to hear."""

    level = forms.ChoiceField(
        label=_("Count as new"), choices=ReadPosition.Level, widget=forms.RadioSelect, required=False
    )


class HabitsForm(forms.ModelForm):
    """What others see of somebody in chat."""

    class Meta:
        model = Habits
        fields = ["shows_presence", "shows_typing"]


class HookForm(forms.ModelForm):
    """The name of a machine that may speak in a channel."""

    class Meta:
        model = Hook
        fields = ("name",)


class RecordForm(forms.Form):
    """From which day to which; without one, from the beginning and to the end."""

    first = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def too_much(self, most: int) -> str:
        """Why a record of so many lines is not made."""
        return gettext("A record holds %(most)d messages at most: choose fewer days.") % {"most": most}


class UrgentForm(forms.Form):
    """A message that people are asked to acknowledge: which people, and for how long."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    source = forms.CharField(
        label=_("Message"),
        help_text=_("Name people with @, or write @moderators."),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    whom = forms.ChoiceField(
        label=_("Who is asked to acknowledge it"),
        choices=[("named", _("Those who are named in it")), ("everybody", _("Everybody in the channel"))],
        initial="named",
        widget=forms.RadioSelect,
    )
    hours = forms.TypedChoiceField(
        label=_("They are asked again every five minutes, for at most"),
        choices=[(1, _("one hour")), (4, _("four hours")), (24, _("a day"))],
        coerce=int,
        initial=4,
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """What the form says, as the action takes it."""
        said = dict(self.cleaned_data)
        everybody = said.pop("whom") == "everybody"
        return {**said, "everybody": everybody}
