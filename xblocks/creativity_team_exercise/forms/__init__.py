"""Requests as forms: one definition renders the controls, checks what comes back and words the errors."""

from creativity_team_exercise.forms.fields import Line, Round, RowId, StepId
from creativity_team_exercise.forms.requests import (
    DraftRequest,
    MailForm,
    NoValues,
    ReportForm,
    SeenForm,
    StageRequest,
    StepRequest,
)
from creativity_team_exercise.forms.writing import EntriesForm, JoinForm

__all__ = [
    "DraftRequest",
    "EntriesForm",
    "JoinForm",
    "Line",
    "MailForm",
    "NoValues",
    "ReportForm",
    "Round",
    "RowId",
    "SeenForm",
    "StageRequest",
    "StepId",
    "StepRequest",
]
