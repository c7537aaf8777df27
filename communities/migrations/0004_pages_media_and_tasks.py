"""What moderators curate on front pages, pictures and files of our own, and background tasks."""

import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0003_communities_and_pages'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='BackgroundTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AlterModelOptions(
            name='communitypage',
            options={'verbose_name': 'community front page'},
        ),
        migrations.AddField(
            model_name='communitypage',
            name='body',
            field=wagtail.fields.StreamField([('text', 0), ('people', 6), ('links', 13), ('papers', 16), ('dates', 24)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'hr'], 'label': 'Text', 'template': 'communities/blocks/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'default': 'Whom to ask', 'label': 'Heading', 'max_length': 80}), 2: ('communities.blocks.HandleBlock', (), {'help_text': 'As on the person’s page, like @leah-joseph.', 'label': 'Handle', 'max_length': 60}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'What for', 'max_length': 80, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('handle', 2), ('role', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'label': 'People', 'max_num': 12}), 6: ('wagtail.blocks.StructBlock', [[('heading', 1), ('people', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'default': 'Links', 'label': 'Heading', 'max_length': 80}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'max_length': 500}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'In a sentence', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('title', 8), ('url', 9), ('note', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Links', 'max_num': 20}), 13: ('wagtail.blocks.StructBlock', [[('heading', 7), ('links', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'default': 'Papers of this community', 'label': 'Heading', 'max_length': 80}), 15: ('wagtail.blocks.IntegerBlock', (), {'default': 4, 'label': 'At most', 'max_value': 12, 'min_value': 1}), 16: ('wagtail.blocks.StructBlock', [[('heading', 14), ('at_most', 15)]], {'max_num': 1}), 17: ('wagtail.blocks.CharBlock', (), {'default': 'Next dates', 'label': 'Heading', 'max_length': 80}), 18: ('wagtail.blocks.DateBlock', (), {'label': 'Day'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 120}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Time and place', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'max_length': 500, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('day', 18), ('title', 19), ('where', 20), ('url', 21)]], {}), 23: ('wagtail.blocks.ListBlock', (22,), {'label': 'Dates', 'max_num': 40}), 24: ('wagtail.blocks.StructBlock', [[('heading', 17), ('dates', 23)]], {})}, verbose_name='what stands on the page'),
        ),
        migrations.AddField(
            model_name='communitypage',
            name='collection',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection'),
        ),
        migrations.AddField(
            model_name='communitypage',
            name='pinned_until',
            field=models.DateField(blank=True, help_text='The last day of the notice. Empty: until taken off.', null=True, verbose_name='pinned until'),
        ),
        migrations.AddField(
            model_name='communitypage',
            name='purpose',
            field=models.CharField(default='', help_text='Who meets here and what for. The directory shows it too.', max_length=300, verbose_name='purpose'),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(db_index=True, default='nobody', editable=False, max_length=40)),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('page_count', models.PositiveIntegerField(editable=False, null=True)),
                ('text', models.TextField(blank=True, editable=False, help_text='What search reads; taken from a PDF.')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'permissions': [('choose_file', 'Can choose file')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(db_index=True, default='nobody', editable=False, max_length=40)),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'permissions': [('choose_picture', 'Can choose picture')],
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='communities.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
