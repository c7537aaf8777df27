"""The form behind every page in the editor: what was chosen is checked again, since a chooser only suggests."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, ReferenceIndex

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
        super()._post_clean()
        if not self.errors and (strange := self._strange_references()):
            self.add_error(None, self._refusal(strange))

    def prepare(self, page: AbstractPage) -> None:
        """Room for page classes to fill in what nobody types."""

    def _strange_references(self) -> set[Reference]:
        """What this form newly points to and may not."""
        new = references_of(self.instance) - self._references_before()
        return {reference for reference in new if not self._may_point_to(reference)}

    def _references_before(self) -> set[Reference]:
        if not self.instance.pk:
            return set()
        before = self.instance.get_latest_revision()
        return references_of(before.as_object()) if before else set()

    def _may_point_to(self, reference: Reference) -> bool:
        kind, pk = reference
        model = ContentType.objects.get_for_id(kind).model_class()
        if issubclass(model, AbstractPage):
            target = model.objects.filter(pk=pk).values_list("audience", flat=True).first()
            return target is not None and self.instance.may_point_to(target)
        if issubclass(model, (get_image_model(), get_document_model())):
            place = place_of(self.for_user, self.instance if self.instance.pk else self.parent_page)
            return place is not None and model.objects.filter(pk=pk, collection_id=place.collection_id).exists()
        return True

    def _refusal(self, strange: set[Reference]) -> ValidationError:
        # One sentence for what is private and what does not exist: the form must not tell the two apart.
        return ValidationError(
            _("This page points to a page, picture or file that its readers cannot open. Choose another one."),
            code="strange-reference",
            params={"count": len(strange)},
        )


def references_of(page: AbstractPage) -> set[Reference]:
    """Content type and key of all that `page` points to: by a field, in its blocks, in rich text inside them."""
    # Private in Wagtail, and pinned by a test: its public index knows only what was saved before.
    return {(kind, pk) for kind, pk, *_ in ReferenceIndex._extract_references_from_object(page)}
