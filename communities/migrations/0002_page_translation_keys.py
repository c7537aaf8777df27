"""Wagtail's translation keys for the root page model, now that Wagtail's tables are there."""

from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_people_and_root_page"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField("communities.BasePage"),
        BootstrapTranslationKeyField("communities.BasePage"),
        BootstrapTranslatableModel("communities.BasePage"),
    ]
