"""Agencies: the public bodies that share the service, and the mail domains of their staff."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    """A public body whose staff use the service."""

    class Type(models.TextChoices):
        FEDERAL = "federal", _("Federal")
        STATE = "state", _("State")
        COUNTY = "county", _("County")
        CITY = "city", _("City")
        TRIBAL = "tribal", _("Tribal")
        DISTRICT = "district", _("Special district")

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    type = models.CharField(max_length=10, choices=Type)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("communities:agency", args=[self.slug])


class MailDomain(models.Model):
    """A mail domain whose addresses belong to one agency."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="mail_domains")
    domain = models.CharField(max_length=190, unique=True)

    def __str__(self) -> str:
        return self.domain
