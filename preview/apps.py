"""The Django app of the preview host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    """Holds the state that learners and authors leave behind in the preview."""

    name = "preview"
    label = "preview"
    verbose_name = _("Course preview")
    default_auto_field = "django.db.models.BigAutoField"
