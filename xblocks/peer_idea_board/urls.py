"""The block's plain views, at /bizmooc/peer_idea_board/<course key>/..."""

from __future__ import annotations

from django.urls import URLPattern, path

from peer_idea_board import views
from peer_idea_board.staff import views as staff_views

urlpatterns: list[URLPattern] = [
    path("<str:usage_key>/changes/", views.changes, name="changes"),
    path("<str:usage_key>/exports/<str:token>.csv", staff_views.export, name="export"),
]
