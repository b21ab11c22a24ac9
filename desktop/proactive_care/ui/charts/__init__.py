"""Charts that we paint ourselves, each with its text for a screen reader."""

from proactive_care.ui.charts.points import Limit
from proactive_care.ui.charts.trend import PressurePoint, PressureTrend
from proactive_care.ui.charts.value_trend import Goal, ValuePoint, ValueTrend

__all__ = ["Goal", "Limit", "PressurePoint", "PressureTrend", "ValuePoint", "ValueTrend"]
