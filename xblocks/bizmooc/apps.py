"""Django app of the ground floor, in the LMS and in Studio."""

from django.apps import AppConfig


class BizmoocConfig(AppConfig):
    """Shared tables, templates and static files, and the receivers that keep rows in step with the platform."""

    name = "bizmooc"
    label = "bizmooc"
    verbose_name = "BizMOOC"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app = {
        "url_config": {
            "lms.djangoapp": {"namespace": "bizmooc", "regex": r"^bizmooc/"},
            "cms.djangoapp": {"namespace": "bizmooc", "regex": r"^bizmooc/"},
        },
        "signals_config": {
            "lms.djangoapp": {
                "relative_path": "lifecycle.receivers",
                "receivers": [
                    {
                        "receiver_func_name": "retire_learner",
                        "signal_path": "openedx.core.djangoapps.user_api.accounts.signals.USER_RETIRE_LMS_MISC",
                        "dispatch_uid": "bizmooc.retire_learner",
                    },
                ],
            },
        },
    }

    def ready(self) -> None:
        """Follow the deletion of courses (its signal cannot be named in plugin_app)."""
        from bizmooc.hosting.platform import on_course_deleted
        from bizmooc.lifecycle.receivers import forget_course

        on_course_deleted(forget_course)
