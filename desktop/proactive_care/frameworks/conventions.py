"""The rules of reading that the engine keeps in every framework, for the printed rule book."""

CONVENTIONS: tuple[tuple[str, str], ...] = (
    (
        "Order",
        "Groups are tried from the top; the first whose condition is true counts. Everybody on the"
        " register is in exactly one group",
    ),
    (
        "Not known",
        "A test without a value is neither true nor false. A group is entered only when its"
        " condition is certainly true, whatever the missing values are: true or not known is true,"
        " true and not known is not known. What could not be checked is listed",
    ),
    (
        "Diagnoses and medicines",
        "Once such data was imported, no code or issue means no. If none was imported it is not"
        " known",
    ),
    (
        "Within",
        "Within 12 months: from the same day of the month 12 calendar months earlier (or the last"
        " day of that month) to the day of sorting, both included. Less than 12 months ago leaves"
        " that first day out; more than 12 months ago means before it",
    ),
    (
        "Age",
        "Completed years on the day of sorting. Who has no date of birth, and would be on a"
        " register at 60, cannot be placed: group ?, tier data gap",
    ),
    (
        "Latest",
        "The newest dated value that is not implausible, of any age unless a window is named. Of"
        " two on one day, the later row of the file",
    ),
    (
        "Above, at least",
        "Above leaves the number out; at least, at or above, at most and or over include it",
    ),
    (
        "Blood pressure",
        "At or above 140/90 means: systolic at least 140, or diastolic at least 90. Below 140/90"
        " means both. Home and ambulatory readings have their own limits. A reading without one of"
        " its figures, or with the systolic not above the diastolic, is not a pair",
    ),
    (
        "Signs before a value",
        "“>90” counts as just above 90, “<3” as just below 3",
    ),
    (
        "Left out",
        "Values dated after the day of sorting or before birth, values outside the hard limits,"
        " and patients who have died or left",
    ),
    (
        "Grades",
        "A: read in a published source. B: derived from one. C: standard knowledge, not found in"
        " print",
    ),
    (
        "Tiers",
        "Most urgent first: urgent, high, data gap, medium, low. A patient's overall tier is the"
        " most urgent of all conditions",
    ),
)
"""(word, meaning), without full stops."""
