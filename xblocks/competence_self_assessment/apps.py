"""Django app of the block, in the LMS and in Studio."""

from django.apps import AppConfig


class CompetenceSelfAssessmentConfig(AppConfig):
    """The block's tables, and its contribution to what concerns all blocks."""

    name = "competence_self_assessment"
    label = "competence_self_assessment"
    verbose_name = "Competence self-assessment"
    default_auto_field = "django.db.models.BigAutoField"

    # Tables only: the ground floor holds what is wired into the platform.
    plugin_app: dict = {}

    def ready(self) -> None:
        """Register with the ground floor."""
        from bizmooc import registry
        from competence_self_assessment.services.erase import forget_course, reset, retire
        from competence_self_assessment.services.recount import recount
        from competence_self_assessment.services.remind import send_reminders
        from competence_self_assessment.staff import EXPORT, REMIND
        from competence_self_assessment.staff.exports import export_rounds

        registry.register(
            registry.Contribution(
                block_type="competence_self_assessment",
                retire=retire,
                reset=reset,
                forget_course=forget_course,
                recount=recount,
                urls="competence_self_assessment.urls",
                tasks={EXPORT: export_rounds, REMIND: send_reminders},
            )
        )
