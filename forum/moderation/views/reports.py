"""A member reports a post or message."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.answers import send_on, signed_in
from communities.refusal import require
from forum.markup import excerpt, parse

from .. import actions, matters, rules
from ..access import message_or_404, post_or_404
from ..forms import ReportForm
from .acts import Act, act_page


@require_http_methods(["GET", "POST"])
@signed_in
def report_post(request: HttpRequest, slug: str, thread_id: int, number: int) -> HttpResponse:
    """Tell the moderators of a post."""
    post = post_or_404(request.viewer, slug, thread_id, number)
    return _report(request, post, _("Report post %s") % number, post.source, post.author.name)


@require_http_methods(["GET", "POST"])
@signed_in
def report_message(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell the moderators of a message in chat."""
    message = message_or_404(request.viewer, slug, pk)
    return _report(request, message, _("Report this message"), message.source, message.author.name)


def _report(request: HttpRequest, subject: matters.Subject, title: str, source: str, author: str) -> HttpResponse:
    _matter, community = matters.kind_of(subject)
    allowed = rules.may_report(request.viewer, community_id=community.pk, author_id=subject.author_id)
    require(allowed, _("Only members can report, and only what others wrote."))
    form = ReportForm(request.POST or None)
    if form.is_valid():
        actions.report(viewer=request.viewer, subject=subject, **form.cleaned_data)
        messages.success(
            request, _("Thank you. The moderators have your report, and you will be told what they decide.")
        )
        return send_on(request, subject.get_absolute_url())
    lead = _("Only the moderators of %s see who reported it. You are told what they decide.") % matters.place_of(
        subject
    )
    act = Act(
        community, title, _("Report"), subject.get_absolute_url(), lead, quoted=_first_words(source), quoted_by=author
    )
    return act_page(request, act, form)


def _first_words(source: str) -> str:
    return excerpt(parse(source).text, 300)
