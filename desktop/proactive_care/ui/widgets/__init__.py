"""The small parts that every page is made of."""

from proactive_care.ui.widgets.buttons import Button, IconButton, icon_button, link_button
from proactive_care.ui.widgets.cards import Card, rule, upright
from proactive_care.ui.widgets.current_stack import CurrentStack
from proactive_care.ui.widgets.even import Beside, Even, MainAndSide
from proactive_care.ui.widgets.flow import Flow, FlowLayout
from proactive_care.ui.widgets.layouts import across, down, scrolling
from proactive_care.ui.widgets.messages import MessageStrip
from proactive_care.ui.widgets.number_box import NumberBox
from proactive_care.ui.widgets.steps import Steps
from proactive_care.ui.widgets.sum_line import Figure, SumLine
from proactive_care.ui.widgets.tags import MarkLabel, TierTag
from proactive_care.ui.widgets.tier_chip import TierChip
from proactive_care.ui.widgets.two_lines import TwoLines
from proactive_care.ui.widgets.words import (
    IconLabel,
    Words,
    capitalised,
    counted,
    lowered,
    set_words,
)

__all__ = [
    "Beside",
    "Button",
    "Card",
    "CurrentStack",
    "Even",
    "Figure",
    "Flow",
    "FlowLayout",
    "IconButton",
    "IconLabel",
    "MainAndSide",
    "MarkLabel",
    "MessageStrip",
    "NumberBox",
    "Steps",
    "SumLine",
    "TierChip",
    "TierTag",
    "TwoLines",
    "Words",
    "across",
    "capitalised",
    "counted",
    "down",
    "icon_button",
    "link_button",
    "lowered",
    "rule",
    "scrolling",
    "set_words",
    "upright",
]
