"""The directory of communities, by subject, agency, way to join and name."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..answers import answer
from ..catalogue import Catalogue
from ..forms import DirectoryForm
from ..frame import frame_of


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The communities that the viewer may know of, narrowed by the filters in the address."""
    form = DirectoryForm(request.GET)
    form.is_valid()
    wanted = {**form.cleaned_data, "subjects": request.GET.getlist("subject")[:20]}
    catalogue = Catalogue(request.viewer, wanted, request.GET.get("page"))
    context = {"catalogue": catalogue, "form": form, "cards": catalogue.cards(frame_of(request))}
    return answer(request, "communities/directory.html", context, part="communities/parts/directory_part.html")
