"""Django app of the block, in the LMS and in Studio."""

from django.apps import AppConfig


class PeerIdeaBoardConfig(AppConfig):
    """The block's tables, and its contribution to what concerns all blocks."""

    name = "peer_idea_board"
    label = "peer_idea_board"
    verbose_name = "Idea board"
    default_auto_field = "django.db.models.BigAutoField"

    # Tables only: the ground floor holds what is wired into the platform.
    plugin_app: dict = {}

    def ready(self) -> None:
        """Register with the ground floor."""
        from bizmooc import registry
        from peer_idea_board.news import news_of
        from peer_idea_board.services.erase import forget_course, reset, retire
        from peer_idea_board.services.recount import recount
        from peer_idea_board.staff.exports import TASKS, export_file

        registry.register(
            registry.Contribution(
                block_type="peer_idea_board",
                retire=retire,
                reset=reset,
                forget_course=forget_course,
                recount=recount,
                news=news_of,
                urls="peer_idea_board.urls",
                tasks=dict.fromkeys(TASKS.values(), export_file),
            )
        )
