"""The block's plain views, at /bizmooc/competence_self_assessment/<course key>/..."""

from __future__ import annotations

from django.urls import URLPattern, path

from competence_self_assessment.staff import views as staff_views
from competence_self_assessment.studio import author_views

urlpatterns: list[URLPattern] = [
    path("<str:usage_key>/check/", author_views.check, name="author_check"),
    path("<str:usage_key>/file/", author_views.read_file, name="author_file"),
    path("<str:usage_key>/preview/", author_views.preview, name="author_preview"),
    path("<str:usage_key>/exports/<str:token>/rounds.csv", staff_views.rounds, name="rounds"),
    path("<str:usage_key>/exports/<str:token>/codebook.csv", staff_views.codebook_of, name="codebook"),
]
