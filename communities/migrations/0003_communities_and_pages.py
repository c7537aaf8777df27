"""Communities, memberships, what happened and its outbox, and the pages of communities."""

import communities.models.joining
import datetime
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0002_page_translation_keys'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('due_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CommunitiesIndex',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'abstract': False,
            },
            bases=('communities.basepage',),
        ),
        migrations.AddField(
            model_name='basepage',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='basepage',
            name='live_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision'),
        ),
        migrations.AlterField(
            model_name='basepage',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='basepage',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether(
            name='basepage',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('editor', 'Editor'), ('agency-admin', 'Agency admin'), ('records', 'Records officer'), ('operator', 'Operator')], max_length=12)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='communities.agency')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(db_index=True, default='nobody', editable=False, max_length=40)),
                ('name', models.CharField(max_length=80, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('purpose', models.CharField(max_length=300)),
                ('subjects', models.JSONField(blank=True, default=list, help_text='Subject tags, as slugs.')),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('every-agency', 'Every agency'), ('named-agencies', 'Named agencies'), ('members', 'Members only'), ('hidden', 'Hidden')], max_length=16)),
                ('join_policy', models.CharField(choices=[('open', 'Open to join'), ('on-request', 'Ask to join'), ('by-invitation', 'By invitation')], max_length=16)),
                ('edit_window', models.DurationField(default=datetime.timedelta(days=1), help_text='How long authors may edit a message.')),
                ('member_count', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_active_at', models.DateTimeField(auto_now_add=True)),
                ('agencies', models.ManyToManyField(blank=True, help_text='For named agencies.', related_name='named_in', to='communities.agency')),
                ('chartered_by', models.ManyToManyField(blank=True, related_name='chartered', to='communities.agency')),
            ],
            options={
                'verbose_name_plural': 'communities',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_type', models.CharField(help_text="The model's label, such as threads.post.", max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('audience', models.CharField(max_length=40)),
                ('payload', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='communities.community')),
            ],
            options={
                'verbose_name_plural': 'activities',
            },
        ),
        migrations.CreateModel(
            name='CommunityPage',
            fields=[
                ('basepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('pinned_notice', models.CharField(blank=True, help_text='One or two sentences above everything else.', max_length=300, verbose_name='pinned notice')),
                ('community', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='page', to='communities.community')),
            ],
            options={
                'abstract': False,
            },
            bases=('communities.basepage',),
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sink', models.CharField(max_length=30)),
                ('subject', models.CharField(help_text='Deliveries of one subject are handed over in order.', max_length=64)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('parked', 'Parked: failed too often')], default='waiting', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('leased_until', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='communities.activity')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='GroundRulesAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accepted_rules', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=190)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('moderator', 'Moderator'), ('member', 'Member'), ('guest', 'Guest')], default='member', max_length=10)),
                ('membership_until', models.DateTimeField(blank=True, help_text="When a guest's membership ends.", null=True)),
                ('appointment', models.CharField(blank=True, choices=[('editor', 'Editor'), ('agency-admin', 'Agency admin'), ('records', 'Records officer'), ('operator', 'Operator')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('nonce', models.CharField(default=communities.models.joining.new_nonce, editable=False, max_length=32)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('times_sent', models.PositiveSmallIntegerField(default=1)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='communities.agency')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='communities.community')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('open', 'Asked'), ('approved', 'Approved'), ('refused', 'Declined'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='communities.community')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MailDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=190, unique=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_domains', to='communities.agency')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('moderator', 'Moderator'), ('member', 'Member'), ('guest', 'Guest')], default='member', max_length=10)),
                ('level', models.CharField(choices=[('watching', 'Watching'), ('following', 'Following'), ('mentions', 'Mentions only'), ('muted', 'Muted')], default='following', max_length=10)),
                ('state', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended'), ('banned', 'May not come back')], default='active', max_length=8)),
                ('origin', models.CharField(choices=[('founded', 'Founded the community'), ('joined', 'Joined'), ('request', 'Asked to join'), ('invitation', 'Was invited'), ('role', 'Role changed')], max_length=12)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='communities.community')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sponsored', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['name'], name='reach_by_name')],
                'constraints': [models.UniqueConstraint(fields=('audience', 'name'), name='reach_once')],
            },
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
                ('answer', models.CharField(blank=True, help_text='Where the first one was sent on to.', max_length=500)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='community',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['chat', 'files', 'join', 'leave', 'members', 'moderation', 'new', 'papers', 'threads']), _negated=True), name='community_slug_not_reserved'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['community', 'kind', '-id'], name='activity_by_place'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['subject_type', 'subject_id', '-id'], name='activity_by_subject'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['state', 'due_at', 'id'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['sink', 'subject', 'id'], name='delivery_in_order'),
        ),
        migrations.AddConstraint(
            model_name='groundrulesacceptance',
            constraint=models.UniqueConstraint(fields=('user', 'version'), name='ground_rules_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True)), fields=('community', 'email'), name='invitation_one_open'),
        ),
        migrations.AddIndex(
            model_name='joinrequest',
            index=models.Index(fields=['community', 'state'], name='join_request_by_place'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('community', 'user'), name='join_request_one_open'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['community', 'state', 'role'], name='membership_by_place'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['active', 'banned'])), fields=('user', 'community'), name='membership_one_open'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'guest'), _negated=True), ('until__isnull', False), _connector='OR'), name='membership_guests_end'),
        ),
        migrations.AddConstraint(
            model_name='sentform',
            constraint=models.UniqueConstraint(fields=('user', 'token'), name='sent_form_once'),
        ),
    ]
