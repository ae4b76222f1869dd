"""Addresses under /bizmooc/ in the LMS, in Studio and in the preview: /bizmooc/<block type>/<course key>/..."""

from django.urls import URLResolver, include, re_path

from bizmooc import registry

COURSE = r"(?P<course_key>[^/]+)"


def _of_blocks() -> list[URLResolver]:
    """Return each block's own addresses, under its type as a name space."""
    return [
        re_path(rf"^{block.block_type}/{COURSE}/", include((block.urls, block.block_type)))
        for block in registry.contributions()
        if block.urls
    ]


app_name = "bizmooc"
urlpatterns = _of_blocks()
