"""The block's plain views, at /bizmooc/creativity_team_exercise/<course key>/..."""

from __future__ import annotations

from django.urls import URLPattern, path

from creativity_team_exercise import views, work_views
from creativity_team_exercise.staff import views as staff_views

urlpatterns: list[URLPattern] = [
    path("<str:usage_key>/changes/", views.changes, name="changes"),
    path("<str:usage_key>/work/", work_views.work, name="work"),
    path("<str:usage_key>/work.csv", work_views.work_csv, name="work_csv"),
    path("<str:usage_key>/exports/<str:token>.csv", staff_views.export, name="export"),
]
