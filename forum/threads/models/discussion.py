"""Which thread discusses which page of the CMS."""

from django.db import models

from communities.models import BasePage

from .thread import Thread


class Discussion(models.Model):
    """The one thread in which a white paper is discussed; each shows a link to the other."""

    paper = models.OneToOneField(BasePage, on_delete=models.CASCADE, related_name="+")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="discussion")

    def __str__(self) -> str:
        return f"thread {self.thread_id} about page {self.paper_id}"
