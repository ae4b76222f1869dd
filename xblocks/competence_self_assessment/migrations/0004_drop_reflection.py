"""The one reflection has moved."""

from django.db import migrations


class Migration(migrations.Migration):
    """After the move."""

    dependencies = [("competence_self_assessment", "0003_move_reflections")]

    operations = [migrations.RemoveField(model_name="round", name="reflection")]
