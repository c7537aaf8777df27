"""What people fill in at the desk of papers. What was typed stays until it is saved, and so does an uploaded file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from communities.cms.places import Place
from communities.forms import OnceForm
from communities.models import Agency, Community, File, User

from ..actions import writing
from ..citation import names_of
from ..models import EditionPage, PaperPage
from .as_blocks import blocks_of
from .as_text import Source

PDF = b"%PDF-"


def _length(model: type, name: str) -> int:
    return model._meta.get_field(name).max_length


class PaperFields(forms.Form):
    """What a paper says of itself."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give the paper a title")},
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("One or two sentences, for lists."),
        max_length=_length(PaperPage, "summary"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what the paper is about")},
    )
    motif = forms.ChoiceField(
        label=_("Drawing on the cover"), choices=PaperPage.Motif.choices, initial=PaperPage.Motif.WAVES
    )


class PaperForm(PaperFields, OnceForm):
    """Other words of a paper that is out: its title, summary and drawing."""


class EditionFields(OnceForm):
    """One edition: who wrote it, when, its text and its file."""

    authors = forms.CharField(
        label=_("Authors"),
        help_text=_("One name on each line."),
        max_length=_length(EditionPage, "authors"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Name at least one author")},
    )
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=localdate,
        error_messages={"required": _("Write the date as 2026-11-24"), "invalid": _("Write the date as 2026-11-24")},
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("For these agencies"),
        queryset=Agency.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "## begins a heading, - a list, > a quote; **bold**, *italic*, [words](address). Empty lines part."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("The paper as a PDF, or as an Office or OpenDocument file: up to 25 MB."),
        required=False,
    )
    no_file = forms.BooleanField(label=_("Take the file off"), required=False)
    stored = forms.ModelChoiceField(queryset=File.objects.none(), required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, places: Sequence[Place], source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.places, self.source = user, places, source
        shelves = [place.collection_id for place in places]
        self.fields["stored"].queryset = File.objects.filter(collection_id__in=shelves)
        self.fields["stored"].error_messages["invalid_choice"] = _("The file is not there any more. Choose it again.")
        if self.shown_file is None:
            del self.fields["no_file"]

    @property
    def shown_file(self) -> File | None:
        """The file that the edition has, or that came with this form before."""
        key = self.data.get("stored") if self.is_bound else self.initial.get("stored")
        return self.fields["stored"].queryset.filter(pk=key).first() if str(key or "").isdecimal() else None

    def place(self) -> Place | None:
        """Where the edition stands."""
        return self.places[0]

    def clean_authors(self) -> list[str]:
        names = names_of(self.cleaned_data["authors"].replace("\r", "\n"))
        if not names:
            raise ValidationError(_("Name at least one author"))
        return names

    def clean_text(self) -> list[dict[str, Any]]:
        return blocks_of(self.cleaned_data["text"], self.source.kept)

    def clean_file(self) -> UploadedFile | None:
        upload = self.cleaned_data["file"]
        if upload:
            _check(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        stored, place = data.get("stored"), self.place()
        if stored and place and not (data.get("file") or writing.can_stand(self.user, stored, place.page)):
            self.add_error("file", _("The file lies in another place. Choose it again."))
        has_file = data.get("file") or (stored and not data.get("no_file"))
        if "text" in data and "file" in data and not (data["text"] or has_file):
            self.add_error("text", _("Write the text, or add the file"))
        return data

    def edition(self) -> dict[str, Any]:
        """What the actions take. An upload is put on the shelf of the place."""
        data = self.cleaned_data
        kept = None if data.get("no_file") else data["stored"]
        if kept:
            writing.put_on_shelf(author=self.user, file=kept, place=self.place().page)
        return {
            "authors": data["authors"],
            "body": data["text"],
            "agencies": list(data["agencies"]),
            "day": data["day"],
            "file": self._taken_in(data["file"]) if data["file"] else kept,
        }

    def keep(self) -> None:
        """Before the form is shown again: take in a file that was in order, so that nobody chooses it twice."""
        if upload := self.cleaned_data.get("file"):
            self.data = self.data.copy()
            self.data["stored"] = str(self._taken_in(upload).pk)

    def put_over(self, revision_id: int | None) -> None:
        """Show the form again, so that it saves over the revision that its reader was told of."""
        self.data = self.data.copy()
        self.data["seen"] = str(revision_id or "")

    def _taken_in(self, upload: UploadedFile) -> File:
        title = upload.name.rpartition(".")[0][:255] or upload.name[:255]
        # Where no place is chosen yet, it lies in the first one and moves along later.
        place = self.place() or self.places[0]
        return writing.upload(author=self.user, place=place.page, title=title, content=upload)


class FirstEditionForm(PaperFields, EditionFields):
    """A paper that is not out yet, with its first edition."""

    field_order = ("title", "summary", "authors", "day", "agencies", "text", "file", "no_file", "motif")

    def paper(self) -> dict[str, Any]:
        """What the actions take of the paper."""
        return {name: self.cleaned_data[name] for name in PaperFields.base_fields}


class NewPaperForm(FirstEditionForm):
    """A paper that begins."""

    where = forms.ChoiceField(
        label=_("Where it stands"),
        help_text=_("The place decides who reads it."),
        error_messages={"required": _("Choose where the paper stands")},
    )
    field_order = ("where", *FirstEditionForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = _named(self.places)
        # Nobody is to publish to everybody by not looking.
        self.fields["where"].choices = [("", _("Choose a place")), *named] if len(named) > 1 else named

    def place(self) -> Place | None:
        """The one that was chosen."""
        wanted = self.data.get("where", "")
        return next((place for place in self.places if str(place.page_id) == wanted), None)


class NextEditionForm(EditionFields):
    """A later edition, or what changes in one."""

    what_is_new = forms.CharField(
        label=_("What is new"),
        help_text=_("Against the edition before."),
        max_length=_length(EditionPage, "what_is_new"),
        required=False,
    )
    field_order = ("what_is_new", "authors", "day", "agencies", "text", "file", "no_file")

    def edition(self) -> dict[str, Any]:
        """What the actions take."""
        return {**super().edition(), "what_is_new": self.cleaned_data["what_is_new"]}


class DecisionForm(OnceForm):
    """What the second person decides."""

    state = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("The authors read it. To send the paper back, say what has to change."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(choices=[("approve", ""), ("send_back", "")])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decision") == "send_back" and not data.get("comment"):
            self.add_error("comment", _("Say what has to change"))
        return data


def _named(places: Sequence[Place]) -> list[tuple[int, str]]:
    """The places to choose from, each with who reads what stands there."""
    communities = Community.objects.in_bulk([place.community_id for place in places if place.community_id])
    names = {pk: f"{one.name} ({one.get_visibility_display()})" for pk, one in communities.items()}
    return [(place.page_id, names.get(place.community_id) or _open_to_everybody(place)) for place in places]


def _open_to_everybody(place: Place) -> str:
    return f"{place.page.title} ({place.page.readers_in_words})"


def _check(upload: UploadedFile) -> None:
    """The rules of the editor: its kinds of files, the size of all uploads, and a PDF that is one."""
    kind = upload.name.rpartition(".")[2].lower()
    if kind not in settings.WAGTAILDOCS_EXTENSIONS:
        kinds = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise ValidationError(
            _("A file of this kind cannot stand here. Possible are %(kinds)s."), params={"kinds": kinds}
        )
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        most = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        raise ValidationError(
            _("The file is larger than %(most)s. Make it smaller, and choose it again."), params={"most": most}
        )
    start = upload.read(1024)
    upload.seek(0)
    if kind == "pdf" and PDF not in start:
        raise ValidationError(_("This is not a PDF. Save it as one, and choose it again."))
