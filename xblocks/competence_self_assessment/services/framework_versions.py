"""Keep a framework as it was asked."""

from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import FrameworkVersion


def keep(framework: Framework) -> FrameworkVersion:
    """Return the kept version of a framework, kept now if it was not; safe when many ask at once."""
    version, _ = FrameworkVersion.objects.get_or_create(
        digest=framework.digest, defaults={"content": framework.as_data()}
    )
    return version
