"""Find a page by its address with an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0005_allowances'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['url_path'], name='page_by_address'),
        ),
    ]
