"""The block's plain views, at /bizmooc/competence_self_assessment/<course key>/..."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
