"""Charts as SVG made on the server, each with its table and a sentence beside it."""

from bizmooc.web.charts.bars import bar_chart
from bizmooc.web.charts.radar import radar_chart
from bizmooc.web.charts.series import Series

__all__ = ["Series", "bar_chart", "radar_chart"]
