"""What somebody lets others see in chat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.answers import SeeOther, signed_in

from .. import actions
from ..forms import HabitsForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """Two boxes: that I am here, that I am writing."""
    form = HabitsForm(request.POST or None, instance=actions.habits_of(request.viewer.id))
    if request.method == "POST" and form.is_valid():
        actions.change_habits(viewer=request.viewer, **form.cleaned_data)
        messages.success(request, _("Saved. Others see it at once."))
        return SeeOther(request.path)
    return render(request, "chat/habits.html", {"form": form})
