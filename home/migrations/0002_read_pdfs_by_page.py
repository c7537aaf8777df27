"""PDFs whose words were kept before their pages were are read once more, so that a result opens at its page."""

from typing import Any

from django.db import migrations


def read_again(apps: Any, schema_editor: Any) -> None:
    """Put them back in the queue; their words stay findable until they have been read."""
    files = apps.get_model("communities", "File").objects.filter(page_count__gt=1)
    files.exclude(text="").exclude(text__contains="\f").update(page_count=None)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_first_pages")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
