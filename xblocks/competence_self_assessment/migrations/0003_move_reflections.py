"""What learners wrote goes to where reflections are kept now; rounds find the one they are compared with."""

from django.db import migrations


def forward(apps, schema_editor):
    """Move the one reflection there was, and name the first round of those who have one."""
    rounds = apps.get_model("competence_self_assessment", "Round").objects
    for round_ in rounds.exclude(reflection="").iterator(chunk_size=1000):
        rounds.filter(pk=round_.pk).update(reflections={"": round_.reflection})
    for round_ in rounds.filter(occasion="post").iterator(chunk_size=1000):
        same = {"course_key": round_.course_key, "series_key": round_.series_key, "participant": round_.participant}
        first = rounds.filter(**same, occasion="pre", submitted_at__lte=round_.submitted_at).order_by("submitted_at")
        rounds.filter(pk=round_.pk).update(before=first.first())


def backward(apps, schema_editor):
    """Put all reflections into one text."""
    rounds = apps.get_model("competence_self_assessment", "Round").objects
    for round_ in rounds.iterator(chunk_size=1000):
        if round_.reflections:
            rounds.filter(pk=round_.pk).update(reflection="\n\n".join(round_.reflections.values())[:2000])


class Migration(migrations.Migration):
    """Data only: some databases do not change data and tables in one transaction."""

    dependencies = [("competence_self_assessment", "0002_rounds_in_cells")]

    operations = [migrations.RunPython(forward, backward)]
