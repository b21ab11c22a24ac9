"""Charts that we paint ourselves, each with its text for a screen reader."""

from proactive_care.ui.charts.trend import PressurePoint, PressureTrend

__all__ = ["PressurePoint", "PressureTrend"]
