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
        from bizmooc import registry
        from creativity_team_exercise.news import news_of
        from creativity_team_exercise.services.erase import forget_course, reset, retire
        from creativity_team_exercise.services.recount import recount
        from creativity_team_exercise.services.upkeep import catch_up
        from creativity_team_exercise.staff.exports import TASKS, export_file

        registry.register(
            registry.Contribution(
                block_type="creativity_team_exercise",
                retire=retire,
                reset=reset,
                forget_course=forget_course,
                recount=recount,
                catch_up=catch_up,
                news=news_of,
                urls="creativity_team_exercise.urls",
                tasks=dict.fromkeys(TASKS.values(), export_file),
            )
        )
