"""What this app itself does with activities: it sends invitations by mail."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Delivery, Invitation


class InvitationMail:
    """Mails the link of an invitation that is still open, as it is now: an older link that was renewed is not sent."""

    name = "invitation-mail"

    def wants(self, kind: str) -> bool:
        return kind == "invitation.sent"

    def deliver(self, batch: Sequence[Delivery]) -> None:
        for delivery in batch:
            invitation = (
                Invitation.objects.open()
                .select_related("community", "agency", "invited_by")
                .filter(pk=delivery.activity.subject_id)
                .first()
            )
            if invitation and invitation.email:
                self._send(invitation, delivery)

    def _send(self, invitation: Invitation, delivery: Delivery) -> None:
        link = settings.BASE_URL + reverse("communities:invitation", args=[invitation.token])
        context = {"invitation": invitation, "link": link}
        mail = EmailMultiAlternatives(
            subject=" ".join(render_to_string("communities/mail/invitation_subject.txt", context).split()),
            body=render_to_string("communities/mail/invitation.txt", context),
            to=[invitation.email],
            # The same delivery handed over twice is the same mail to every mailbox.
            headers={"Message-ID": f"<delivery-{delivery.pk}@{settings.BASE_URL.partition('://')[2]}>"},
        )
        mail.attach_alternative(render_to_string("communities/mail/invitation.html", context), "text/html")
        mail.send()
