"""Finding in a thread what one was about to ask."""

from django.db import transaction

from communities import activity, audience
from communities.models import Activity, Community
from communities.viewer import Viewer

from .. import places
from ..models import Thread
from .drafting import discard_draft

KIND = "thread.helped"


@transaction.atomic
def find_answered(*, viewer: Viewer, community: Community, thread: Thread) -> int:
    """Close the viewer's draft of a thread in `community`, since `thread` answers it. How many people it helped so.

    Who it was is the business of nobody else. The same person counts once."""
    discard_draft(viewer=viewer, place=places.new_thread(community))
    helped = Activity.objects.filter(kind=KIND, subject_type=thread._meta.label_lower, subject_id=thread.pk)
    if not helped.filter(actor=viewer.id).exists():
        activity.record(kind=KIND, actor=viewer, subject=thread, audience=audience.person(viewer.id))
    return helped.count()
