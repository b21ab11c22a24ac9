"""A file of two measures: one of blood pressure, one of a medicine."""

from __future__ import annotations

MEASURES = """
[facts.hypertension]
diagnosis = ["hypertension"]

[facts.bp]
blood_pressure = "latest"
within = "12 months"

[facts.statin]
any = ["statin"]
within = "6 months"

[measures.BP]
title = "Blood pressure"
who = "hypertension"
met = "bp <= 140/90 | 135/85"
left_out = "any(bp_declined, 12 months)"
needs = ["events"]
beside = ["hypertension"]
grade = "B"
source = "test"

[measures.STATIN]
title = "Statin"
who = "hypertension"
met = "statin"
needs = ["events", "medications"]
beside = ["cholesterol"]
how = "any issue"
grade = "B"
source = "test"
"""
