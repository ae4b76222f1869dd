"""Keep a plan as a team begins with it."""

from creativity_team_exercise.models import PlanVersion
from creativity_team_exercise.techniques.plan import Plan


def keep(plan: Plan) -> PlanVersion:
    """Return the kept version of a plan, kept now if it was not; safe when many ask at once."""
    version, _ = PlanVersion.objects.get_or_create(digest=plan.digest, defaults={"content": plan.as_data()})
    return version
