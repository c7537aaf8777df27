"""What people fill in about chat: a message, the choice of messages for a thread, a channel."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.forms import OnceForm
from forum.threads.models import Thread

from .models import MAX_LENGTH, Channel, Habits, Message


class MessageForm(forms.Form):
    """One line of chat, from a browser without script. Its client id makes the same form count once."""

    source = forms.CharField(
        label=_("Message"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea,
        error_messages={"required": _("Write something first.")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)


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


class ChannelForm(OnceForm):
    """A channel's name, purpose and readers."""

    name = forms.CharField(label=_("Name"), max_length=Channel._meta.get_field("name").max_length)
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("One sentence: what belongs here."),
        required=False,
        max_length=Channel._meta.get_field("purpose").max_length,
    )
    is_open = forms.BooleanField(
        label=_("Everybody who can read the community reads this channel"),
        help_text=_("Otherwise its members alone. Only members write, either way."),
        required=False,
    )


class HabitsForm(forms.ModelForm):
    """What others see of somebody in chat."""

    class Meta:
        model = Habits
        fields = ["shows_presence", "shows_typing"]
