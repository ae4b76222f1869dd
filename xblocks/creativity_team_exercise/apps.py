"""Django app of the block, in the LMS and in Studio."""

from django.apps import AppConfig


class CreativityTeamExerciseConfig(AppConfig):
    """The block's tables, and its contribution to what concerns all blocks."""

    name = "creativity_team_exercise"
    label = "creativity_team_exercise"
    verbose_name = "Team exercise"
    default_auto_field = "django.db.models.BigAutoField"

    # Tables only: the ground floor holds what is wired into the platform.
    plugin_app: dict = {}

    def ready(self) -> None:
        """Register with the ground floor."""
