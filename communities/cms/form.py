"""The form behind every page in the editor: what was chosen is checked again, since a chooser only suggests.

A choice that the editor's own choosers would never offer is answered with 404, whether it is private or missing: a form
shown again would tell the title of what was chosen.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import ModelChoiceField
from django.http import Http404
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, ReferenceIndex

from .chosen import chosen_in_blocks
from .places import place_of

Reference = tuple[int, str]


class PlaceForm(WagtailAdminPageForm):
    """Gives a new page the audience and address of its place; refuses references that its readers cannot open."""

    def _post_clean(self) -> None:
        page = self.instance
        if not page.pk:
            page.audience = self.parent_page.specific.audience_below()
        if page.first_published_at is None and "slug" not in self.fields:
            # Until it is published, the address follows the title; afterwards it lasts.
            page.slug = ""
        self.prepare(page)
        self._require_own_choices()
        super()._post_clean()
        if not self.errors:
            self._require_known_references()

    def prepare(self, page: AbstractPage) -> None:
        """Room for page classes to fill in what nobody types."""

    def _require_own_choices(self) -> None:
        """Look at the ids as they were sent, before anything is looked up by them."""
        before = self._references_before()
        for model, raw in self._chosen():
            reference = (ContentType.objects.get_for_model(model).pk, raw)
            if reference not in before and not self._may_point_to(model, raw):
                raise Http404

    def _chosen(self) -> list[tuple[type[Model], str]]:
        """Model and id of each picture, file and page chosen in a field or in a block."""
        chosen = []
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if isinstance(field, ModelChoiceField) and _is_guarded(field.queryset.model):
                chosen.append((field.queryset.model, self.data.get(key, "")))
            elif block := getattr(field, "block", None):
                chosen += chosen_in_blocks(block, self.data, key)
        return [(model, str(raw)) for model, raw in chosen if raw]

    def _require_known_references(self) -> None:
        """The same for what stands inside of rich text."""
        for kind, raw in references_of(self.instance) - self._references_before():
            model = ContentType.objects.get_for_id(kind).model_class()
            if _is_guarded(model) and not self._may_point_to(model, raw):
                raise Http404

    def _references_before(self) -> set[Reference]:
        """What the page pointed to already: it may go on doing so."""
        if not self.instance.pk:
            return set()
        before = self.instance.get_latest_revision()
        return references_of(before.as_object()) if before else set()

    def _may_point_to(self, model: type[Model], raw: str) -> bool:
        if not raw.isdecimal():
            return False
        if issubclass(model, AbstractPage):
            target = model.objects.filter(pk=raw).values_list("audience", flat=True).first()
            return target is not None and self.instance.may_point_to(target)
        place = place_of(self.for_user, self.instance if self.instance.pk else self.parent_page)
        return place is not None and model.objects.filter(pk=raw, collection_id=place.collection_id).exists()


def references_of(page: AbstractPage) -> set[Reference]:
    """Content type and key of all that `page` points to: by a field, in its blocks, in rich text inside them."""
    # Private in Wagtail, and pinned by a test: its public index knows only what was saved before.
    return {(kind, pk) for kind, pk, *_ in ReferenceIndex._extract_references_from_object(page)}


def _is_guarded(model: type[Model]) -> bool:
    return issubclass(model, (AbstractPage, get_image_model(), get_document_model()))
