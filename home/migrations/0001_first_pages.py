"""The front door, the footer's pages, news, papers with their editions, and the review."""

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('communities', '0004_pages_media_and_tasks'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'abstract': False,
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='NewsIndex',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'abstract': False,
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('summary', models.CharField(help_text='One or two sentences, for lists.', max_length=300, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4), ('figure', 9), ('chart', 20)], blank=True, block_lookup={0: ('home.blocks.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text', 'template': 'home/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Quote', 'max_length': 1000}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'By', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('quote', 2), ('by', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture shows, as a sentence.', 'label': 'Title', 'max_length': 160}), 6: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 7: ('wagtail.blocks.TextBlock', (), {'help_text': 'For those who do not see it.', 'label': 'In words', 'max_length': 1000}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('title', 5), ('picture', 6), ('description', 7), ('source', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the numbers say, as a sentence.', 'label': 'Title', 'max_length': 160}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Unit, place and time.', 'label': 'What is counted', 'max_length': 200}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the first numbers', 'max_length': 40}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the second numbers', 'max_length': 40, 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Row', 'max_length': 60}), 15: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'First number', 'max_digits': 14, 'min_value': 0}), 16: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Second number', 'max_digits': 14, 'min_value': 0, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('label', 14), ('first', 15), ('second', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {'label': 'Rows', 'max_num': 20, 'min_num': 1}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 20: ('wagtail.blocks.StructBlock', [[('title', 10), ('note', 11), ('first', 12), ('second', 13), ('rows', 18), ('source', 19)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'news',
                'verbose_name_plural': 'news',
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'review by a second person',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4), ('figure', 9), ('chart', 20)], blank=True, block_lookup={0: ('home.blocks.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text', 'template': 'home/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Quote', 'max_length': 1000}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'By', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('quote', 2), ('by', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture shows, as a sentence.', 'label': 'Title', 'max_length': 160}), 6: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 7: ('wagtail.blocks.TextBlock', (), {'help_text': 'For those who do not see it.', 'label': 'In words', 'max_length': 1000}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('title', 5), ('picture', 6), ('description', 7), ('source', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the numbers say, as a sentence.', 'label': 'Title', 'max_length': 160}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Unit, place and time.', 'label': 'What is counted', 'max_length': 200}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the first numbers', 'max_length': 40}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the second numbers', 'max_length': 40, 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Row', 'max_length': 60}), 15: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'First number', 'max_digits': 14, 'min_value': 0}), 16: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Second number', 'max_digits': 14, 'min_value': 0, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('label', 14), ('first', 15), ('second', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {'label': 'Rows', 'max_num': 20, 'min_num': 1}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 20: ('wagtail.blocks.StructBlock', [[('title', 10), ('note', 11), ('first', 12), ('second', 13), ('rows', 18), ('source', 19)]], {})}, verbose_name='text')),
                ('updated_on', models.DateField(blank=True, null=True, verbose_name='in force since')),
            ],
            options={
                'verbose_name': 'page in the footer',
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='EditionPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('number', models.PositiveIntegerField(default=0, editable=False)),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('authors', models.TextField(help_text='One name on each line.', max_length=1000, verbose_name='authors')),
                ('what_is_new', models.CharField(blank=True, help_text='Against the edition before.', max_length=300, verbose_name='what is new')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4), ('figure', 9), ('chart', 20)], blank=True, block_lookup={0: ('home.blocks.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text', 'template': 'home/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Quote', 'max_length': 1000}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'By', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('quote', 2), ('by', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture shows, as a sentence.', 'label': 'Title', 'max_length': 160}), 6: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 7: ('wagtail.blocks.TextBlock', (), {'help_text': 'For those who do not see it.', 'label': 'In words', 'max_length': 1000}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('title', 5), ('picture', 6), ('description', 7), ('source', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the numbers say, as a sentence.', 'label': 'Title', 'max_length': 160}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Unit, place and time.', 'label': 'What is counted', 'max_length': 200}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the first numbers', 'max_length': 40}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the second numbers', 'max_length': 40, 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Row', 'max_length': 60}), 15: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'First number', 'max_digits': 14, 'min_value': 0}), 16: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Second number', 'max_digits': 14, 'min_value': 0, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('label', 14), ('first', 15), ('second', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {'label': 'Rows', 'max_num': 20, 'min_num': 1}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 20: ('wagtail.blocks.StructBlock', [[('title', 10), ('note', 11), ('first', 12), ('second', 13), ('rows', 18), ('source', 19)]], {})}, verbose_name='text')),
                ('agencies', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='communities.agency', verbose_name='agencies')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.file', verbose_name='file')),
            ],
            options={
                'verbose_name': 'edition of a white paper',
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='PaperPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='One or two sentences, for lists.', max_length=300, verbose_name='summary')),
                ('motif', models.CharField(choices=[('waves', 'Waves, petrol'), ('bars', 'Bars, clay'), ('circles', 'Circles, plum'), ('branches', 'Branches, moss')], default='waves', max_length=10, verbose_name='drawing on the cover')),
                ('newest_on', models.DateField(db_index=True, editable=False, null=True)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.picture', verbose_name='picture instead of the drawing')),
                ('newest', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.editionpage')),
            ],
            options={
                'verbose_name': 'white paper',
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='PapersIndex',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('collection', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection')),
            ],
            options={
                'abstract': False,
            },
            bases=('communities.basepage',),
        ),
    ]
