import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import preview.jsonfields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=255)),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("usage_key", models.CharField(blank=True, max_length=255)),
                ("username", models.CharField(blank=True, max_length=150)),
                ("time", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("body", models.JSONField(encoder=preview.jsonfields.FieldEncoder)),
            ],
        ),
        migrations.CreateModel(
            name="AuthoredBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("usage_key", models.CharField(max_length=255, unique=True)),
                ("draft", models.JSONField(encoder=preview.jsonfields.FieldEncoder, null=True)),
                ("published", models.JSONField(encoder=preview.jsonfields.FieldEncoder, null=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                (
                    "modified_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=32)),
                ("scope_id", models.CharField(blank=True, max_length=255)),
                ("user_key", models.PositiveBigIntegerField()),
                ("field", models.CharField(max_length=64)),
                ("value", models.JSONField(encoder=preview.jsonfields.FieldEncoder, null=True)),
                ("modified", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "scope_id", "user_key", "field"), name="preview_one_field_value"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnonymousId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(blank=True, max_length=255)),
                ("anonymous_id", models.CharField(max_length=32, unique=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "course_key"), name="preview_one_anonymous_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("usage_key", models.CharField(max_length=255)),
                ("completion", models.FloatField()),
                ("modified", models.DateTimeField(auto_now=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "usage_key"), name="preview_one_completion")],
            },
        ),
        migrations.CreateModel(
            name="CourseRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(max_length=255)),
                (
                    "role",
                    models.CharField(
                        choices=[("staff", "Course staff"), ("instructor", "Course admin")], max_length=16
                    ),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "course_key"), name="preview_one_role")],
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("mode", models.CharField(default="audit", max_length=32)),
                ("is_active", models.BooleanField(default=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "course_key"), name="preview_one_enrollment")],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("usage_key", models.CharField(max_length=255)),
                ("earned", models.FloatField()),
                ("possible", models.FloatField()),
                ("modified", models.DateTimeField(auto_now=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "usage_key"), name="preview_one_score")],
            },
        ),
    ]
