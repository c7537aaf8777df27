"""What people fill in about threads and posts. What was typed stays in the form until it can be posted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.forms import OnceForm
from communities.models import Community
from communities.viewer import Viewer

from . import actions, rules, texts, titles
from .models import Attachment, Draft, Post, Thread
from .models.thread import MAX_TAGS

MAX_FILES = 10
# What a column of numbers can hold.
MOST = 2_147_483_647
LONGEST_ID = 18


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploads, as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list:
        uploads = [upload for upload in data if upload] if isinstance(data, list | tuple) else []
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


class AttachedField(forms.ModelMultipleChoiceField):
    """The ids of files that are stored already."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        if any(len(str(pk)) > LONGEST_ID for pk in value or ()):
            raise ValidationError(_("A file is not there any more. Attach it again."), code="gone")
        return super().clean(value)


class WritingForm(OnceForm):
    """A text with files: what every place to write shares. `text` is the rendered text once the form is valid.

    Files are taken in at once, so that a form that has to be mended still has them: their ids are in `attached`."""

    source = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"maxlength": None})
    )
    files = FilesField(
        label=_("Attach files"),
        help_text=_("Pictures, PDF, Office and OpenDocument files, text, saved mails: up to 25 MB each."),
        required=False,
    )
    attached = AttachedField(queryset=Attachment.objects.none(), required=False)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, community: Community, *args: Any, draft: Draft | None = None, **kwargs: Any):
        initial = {"sequence": draft.sequence if draft else 0, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.viewer, self.community = viewer, community
        self.fields["attached"].queryset = Attachment.objects.filter(uploaded_by=viewer.user, post=None)
        self.text: texts.Text | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["attached"] = self._take_in(cleaned)
        if self.is_posting and not {"source", "files", "attached"} & set(self.errors):
            try:
                files = [*self.hanging(), *cleaned["attached"]]
                self.text = texts.render(self.viewer, texts.cleaned(cleaned.get("source", "")), files)
            except ValidationError as fault:
                self.add_error("source", fault)
        return cleaned

    @property
    def is_posting(self) -> bool:
        """Whether the button for posting was pressed: previews and drafts may be unfinished."""
        return not {"preview", "save"} & set(self.data)

    @property
    def files_so_far(self) -> list[Attachment]:
        """The files of this form that are stored already."""
        return list(self.cleaned_data.get("attached", [])) if hasattr(self, "cleaned_data") else []

    def hanging(self) -> list[Attachment]:
        """The files that hang on the post already."""
        return []

    def _take_in(self, cleaned: dict[str, Any]) -> list[Attachment]:
        kept = list(cleaned.get("attached") or [])
        taken = {file.name for file in [*kept, *self.hanging()]}
        for upload in cleaned.get("files") or []:
            if len(taken) >= MAX_FILES:
                self.add_error("files", _("A post can have at most %d files.") % MAX_FILES)
                break
            try:
                file = actions.attach(viewer=self.viewer, community=self.community, upload=upload, taken=taken)
            except ValidationError as fault:
                self.add_error("files", fault)
            else:
                kept.append(file)
                taken.add(file.name)
        return kept


class ReplyForm(WritingForm):
    """A reply; `to` is the number of the post that it answers."""

    to = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["source"].label = _("Your reply")


class TitleFields(forms.Form):
    """Title, kind and tags of a thread."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Thread.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"),
        help_text=_("Ask it the way you would ask a colleague. People see only this line in lists and in mail."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tags = forms.CharField(
        label=_("Tags"),
        help_text=_("Up to %d, with commas between them.") % MAX_TAGS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def allow_kinds(self, viewer: Viewer, community: Community) -> None:
        """Offer only what the viewer may post here."""
        self.fields["kind"].choices = [
            choice for choice in Thread.Kind.choices if rules.may_start(viewer, community, choice[0])
        ]

    def clean_title(self) -> str:
        return titles.cleaned_title(self.cleaned_data["title"]) if self.is_posting else self.cleaned_data["title"]

    def clean_tags(self) -> list[str]:
        return titles.cleaned_tags(self.cleaned_data["tags"].split(","))


class ThreadForm(TitleFields, WritingForm):
    """A new thread; `paper` is the id of the white paper that it discusses."""

    paper = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)
    field_order = ["kind", "title", "source", "files", "tags"]

    def __init__(self, viewer: Viewer, community: Community, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"kind": Thread.Kind.DISCUSSION, **kwargs.get("initial", {})}
        super().__init__(viewer, community, *args, **kwargs)
        self.allow_kinds(viewer, community)
        # Similar threads appear under the title a moment after the last key.
        self.fields["title"].widget.attrs |= {
            "hx-get": reverse("threads:similar", args=[community.slug]),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#similar",
            "hx-sync": "this:replace",
        }


class EditForm(WritingForm):
    """Another text for a post. `seen` is the number of texts that the post had when the form was opened."""

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("The moderators see it beside the earlier text."),
        required=False,
        max_length=200,
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, **kwargs: Any):
        self.post = post
        super().__init__(*args, **kwargs)

    def hanging(self) -> list[Attachment]:
        return list(self.post.attachments.all())


class OpeningEditForm(TitleFields, EditForm):
    """Another text, title, kind or tags for the opening post of a thread."""

    field_order = ["kind", "title", "source", "files", "tags", "reason"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.allow_kinds(self.viewer, self.community)


class FilterForm(forms.Form):
    """What a list of threads is narrowed to. Wrong values are left out: an address that was cut must still work."""

    show = forms.ChoiceField(
        required=False, choices=[("", ""), ("new", ""), ("unanswered", ""), ("mine", ""), ("hidden", "")]
    )
    tag = forms.SlugField(required=False, allow_unicode=True, max_length=40)
    sort = forms.ChoiceField(
        required=False, choices=[("", _("Last post first")), ("started", _("Newest thread first"))]
    )
    page = forms.IntegerField(required=False)
