"""Repeated and reopened rounds, plans, and figures in cells."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("competence_self_assessment", "0001_initial"),
    ]

    operations = [
        # Kept figures have another shape from here on. They can be worked out anew: `bizmooc_recount`.
        migrations.DeleteModel(name="RoundStatistics"),
        migrations.CreateModel(
            name="RoundStatistics",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("usage_key", models.CharField(max_length=255)),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("cell", models.CharField(max_length=128)),
                ("current", models.JSONField()),
                ("people", models.PositiveIntegerField(default=0)),
                ("released", models.JSONField(null=True)),
                ("released_people", models.PositiveIntegerField(default=0)),
                ("released_at", models.DateTimeField(null=True)),
                ("copies", models.PositiveIntegerField(default=0)),
                ("broken", models.JSONField(default=list)),
                ("step", models.PositiveIntegerField()),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="competence_self_assessment.frameworkversion"
                    ),
                ),
                (
                    "before_framework",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competence_self_assessment.frameworkversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("usage_key", "framework", "cell"), name="csa_one_statistics")
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("usage_key", models.CharField(max_length=255)),
                ("course_key", models.CharField(db_index=True, max_length=255)),
                ("participant", models.CharField(db_index=True, max_length=32)),
                ("goal", models.CharField(blank=True, max_length=500)),
                ("first_step", models.CharField(blank=True, max_length=500)),
                ("if_situation", models.CharField(blank=True, max_length=500)),
                ("then_action", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField()),
                ("last_request_key", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="round",
            name="before",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="competence_self_assessment.round",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="cell",
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.AddField(
            model_name="round",
            name="group",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="round",
            name="reflections",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="round",
            name="shown",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="round",
            name="told",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="superseded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="target_group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("business", "Business: I work in a company"),
                    ("higher_education", "Higher education: I study or teach"),
                    ("labour_force", "Labour force and society: I look for work, volunteer, or learn for life"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="occasion",
            field=models.CharField(choices=[("pre", "Pre"), ("post", "Post"), ("repeat", "Repeat")], max_length=8),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["usage_key", "framework", "cell", "shown"], name="csa_round_cell"),
        ),
        migrations.AddField(
            model_name="plan",
            name="round",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="plan", to="competence_self_assessment.round"
            ),
        ),
    ]
