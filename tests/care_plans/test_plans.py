"""From the record to a printed version, and back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from proactive_care import care_plans
from proactive_care.accounts import practice_details, save_details
from proactive_care.care_plans import OwnTarget, PlanWords
from proactive_care.care_plans.json_form import from_json
from proactive_care.documents import (
    EASY_READ,
    LARGE_FORMATS,
    STANDARD,
    CarePlanPaper,
    Involved,
    PlanAction,
    PlanGoal,
    care_plan_pdf,
)
from proactive_care.domain.errors import (
    FileProblem,
    InvalidInput,
    KnownError,
    NotFound,
    NotPermitted,
)
from proactive_care.domain.vocabulary import Role
from proactive_care.store import care_plans as store
from support.letters import page_texts
from support.plan_practice import ALDER, AS_OF, BRAILLE, DIED, EMPTY
from support.practice import add_user
from support.rows import add_event, add_run


def words_of(session, patient=ALDER):
    return care_plans.open_plan(session, patient, AS_OF).words


def preview(session, patient=ALDER, words=None, **options):
    words = words_of(session, patient) if words is None else words
    return care_plans.preview_plan(session, patient, words, AS_OF, **options)


def printed(session, patient=ALDER, words=None, **options):
    return care_plans.print_plan(session, preview(session, patient, words, **options))


def actions(session):
    rows = session.practice.db.conn.execute("SELECT action FROM audit ORDER BY id")
    return [row[0] for row in rows]


@pytest.mark.parametrize("form", [None, *LARGE_FORMATS[:1], EASY_READ])
def test_a_practice_without_a_phone_number_prints_plans_and_is_told(session, form):
    details = practice_details(session)
    warning = "The practice's phone number: not entered in Settings yet."
    assert warning not in preview(session).missing
    save_details(session, replace(details, phone=""))
    made = preview(session, print_as=form)
    assert warning in made.missing
    assert "the surgery" in " ".join(page_texts(made.pdf().data))


def test_a_first_plan_is_filled_from_the_record(session):
    draft = care_plans.open_plan(session, ALDER, AS_OF)
    words = draft.words
    assert (draft.version, draft.saved_at) == (1, "")
    assert (words.format_need, words.language) == ("Large print", "English")
    assert words.interpreter is False
    assert words.people == (Involved("Dr P Lindqvist", "GP"),)
    assert words.matters == ""
    assert words.goals == ()
    assert words.confidence is None
    assert words.review_on is not None


def test_the_paper_shows_what_the_record_knows(session):
    shown = preview(session)
    paper = shown.paper
    assert [c.name for c in paper.conditions] == ["High blood pressure", "Type 2 diabetes"]
    assert paper.conditions[0].since == "2014"
    pressure, sugar, weight = paper.numbers
    assert (pressure.value, pressure.how, pressure.target) == (
        "142/84", "at the surgery", "below 140/90",
    )  # fmt: skip
    assert pressure.meaning == "Top is above target. Down since 2025."
    assert [point.values for point in pressure.trend] == [(152, 88), (142, 84)]
    assert (sugar.value, sugar.target) == ("61", "58 or less")
    assert sugar.meaning == "Above target. Down since 2025."
    assert (weight.value, weight.target, weight.meaning) == ("91.2", "", "")
    assert [medicine.name for medicine in paper.medicines] == ["Ramipril 5mg capsules"]
    assert paper.medicines[0].issued == date(2026, 8, 1)
    assert paper.also_checked == ("kidneys (blood test)", "feet")
    assert paper.not_found == ("kidneys (urine test)", "eyes", "my medicines")
    assert paper.letter_format.points == 18
    assert paper.data_of == date(2026, 9, 12)
    assert not paper.data_is_old
    assert "Look at my feet every day. Never go barefoot." in paper.self_care


def test_an_older_person_with_diabetes_has_a_clash_for_the_nurse(session):
    clashes = {clash.about: clash for clash in preview(session).clashes}
    assert clashes["Blood pressure"].printed == "below 140/90"
    assert any("150/90" in said for said in clashes["Blood pressure"].said)
    assert "earliest" in clashes["Review date"].why


def test_one_review_day_is_no_clash(session):
    add_run(session, "hypertension", {ALDER: ("4a", "low")})
    assert "Review date" not in {clash.about for clash in preview(session).clashes}


def test_what_is_missing_is_named(session):
    shown = preview(session, EMPTY)
    assert "What matters to the patient: not recorded yet." in shown.missing
    assert "The review date: not recorded yet." in shown.missing
    assert shown.paper.conditions == ()
    assert shown.paper.numbers == ()
    assert shown.notes[0].endswith("Needs a clinician's sign-off before live use.")
    asked = preview(session, words=replace(words_of(session), carer="Hazel"))
    assert "Whether the carer may see this plan: not recorded yet." in asked.missing


def test_kidney_disease_without_acr_and_an_unknown_age_are_said(session):
    add_event(session, EMPTY, "ckd_3_5", date(2020, 1, 1), None, line=300)
    missing = " ".join(preview(session, EMPTY).missing)
    assert "No urine ACR is recorded" in missing
    assert "The age is not known" in missing
    assert "Blood pressure is not recorded." in missing


def test_medicines_that_were_not_imported_are_unknown(session):
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    shown = preview(session)
    assert shown.paper.medicines is None
    assert any("No medicines were imported" in note for note in shown.notes)
    assert any("bleeding" in text for text in shown.paper.call_999)


def test_nothing_imported_at_all(session):
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage")
    paper = preview(session, EMPTY).paper
    assert paper.data_of is None
    assert paper.medicines is None


def test_a_need_that_cannot_be_met_is_not_printed_otherwise(session, tmp_path):
    shown = preview(session, BRAILLE)
    assert shown.cannot_print == "needs braille"
    with pytest.raises(KnownError, match="needs braille"):
        care_plans.print_plan(session, shown, tmp_path / "plan.pdf")
    assert not (tmp_path / "plan.pdf").exists()
    assert care_plans.plan_versions(session, BRAILLE) == ()
    chosen = preview(session, BRAILLE, print_as=STANDARD)
    assert chosen.cannot_print == ""
    assert care_plans.print_plan(session, chosen).version == 1


def test_nobody_who_died_gets_a_plan(session):
    with pytest.raises(InvalidInput, match="died"):
        care_plans.open_plan(session, DIED, AS_OF)
    with pytest.raises(InvalidInput, match="died"):
        preview(session, DIED, PlanWords())
    with pytest.raises(NotFound):
        care_plans.open_plan(session, 99, AS_OF)


def test_a_version_is_kept_whole_and_reprinted_byte_for_byte(session, tmp_path):
    first = printed(session)
    file = tmp_path / "again.pdf"
    again = care_plans.reprint_plan(session, ALDER, 1, file)
    assert again.data == first.data == file.read_bytes()
    (row,) = store.versions_of(session.practice.db, ALDER)
    assert row.sha256 == hashlib.sha256(first.data).hexdigest()
    drawn = care_plan_pdf(
        from_json(CarePlanPaper, row.printed), made_at=datetime.fromisoformat(row.entered_at)
    )
    assert drawn.data == first.data, "the snapshot is the whole paper"
    assert {"care_plan.print", "care_plan.reprint"} <= set(actions(session))


def test_an_unchanged_plan_is_the_same_version(session):
    first, second = printed(session), printed(session)
    assert (second.version, second.repeated, second.data) == (1, True, first.data)
    session.clock.now = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)
    assert printed(session).repeated


def test_a_change_is_a_new_version_and_the_old_one_stays(session):
    first = printed(session)
    second = printed(session, words=replace(words_of(session), matters="My garden"))
    assert (second.version, second.repeated) == (2, False)
    assert care_plans.reprint_plan(session, ALDER, 1).data == first.data
    versions = care_plans.plan_versions(session, ALDER)
    assert [v.version for v in versions] == [2, 1]
    assert versions[0].words.matters == "My garden"
    assert words_of(session).matters == "My garden", "the next conversation starts from it"
    assert care_plans.open_plan(session, ALDER, AS_OF).version == 3


def test_two_people_cannot_print_the_same_number(session):
    one = preview(session, words=replace(words_of(session), matters="One"))
    two = preview(session, words=replace(words_of(session), matters="Two"))
    care_plans.print_plan(session, one)
    with pytest.raises(KnownError, match="meanwhile"):
        care_plans.print_plan(session, two)
    assert len(care_plans.plan_versions(session, ALDER)) == 1


def test_a_file_that_cannot_be_written_leaves_no_version(session, tmp_path):
    with pytest.raises(FileProblem):
        care_plans.print_plan(session, preview(session), tmp_path / "nowhere" / "plan.pdf")
    assert care_plans.plan_versions(session, ALDER) == ()


def test_the_summary_of_a_version(session, tmp_path):
    printed(session, words=replace(words_of(session), format_need=""))
    one = care_plans.print_summary(session, ALDER, 1, tmp_path / "summary.pdf")
    two = care_plans.print_summary(session, ALDER, 1)
    assert one.data == two.data == (tmp_path / "summary.pdf").read_bytes()
    assert "My health summary" in page_texts(one.data)[0]
    for ask in (care_plans.print_summary, care_plans.reprint_plan):
        with pytest.raises(NotFound, match="version 7"):
            ask(session, ALDER, 7)


def test_a_draft_survives_and_is_used_up_by_printing(session):
    words = replace(words_of(session), matters="Half said")
    care_plans.keep_draft(session, ALDER, words)
    care_plans.keep_draft(session, ALDER, replace(words, worries="Falling"))
    draft = care_plans.open_plan(session, ALDER, AS_OF)
    assert draft.words == replace(words, worries="Falling")
    assert draft.saved_by == "lead"
    printed(session)
    assert care_plans.open_plan(session, ALDER, AS_OF).saved_at == ""
    care_plans.keep_draft(session, ALDER, words)
    care_plans.discard_draft(session, ALDER)
    assert words_of(session).worries == "Falling"


def test_a_review_day_that_has_passed_is_worked_out_anew(session):
    printed(session, words=replace(words_of(session), review_on=date(2026, 9, 1)))
    assert words_of(session).review_on > AS_OF


def test_old_data_is_marked(session):
    words = words_of(session)
    later = care_plans.preview_plan(session, ALDER, words, date(2026, 10, 13))
    assert later.paper.data_is_old


def test_own_goals_replace_targets_and_looser_ones_are_shown(session):
    own = (
        OwnTarget("blood_pressure", "below 150/90"),
        OwnTarget("body_weight", "88", "I lost 2 kg."),
        OwnTarget("hba1c", "as low as I like"),
    )
    shown = preview(session, words=replace(words_of(session), own_targets=own))
    pressure, sugar, weight = shown.paper.numbers
    assert (pressure.target, pressure.own, pressure.limits) == ("below 150/90", True, (150, 90))
    assert "looser" in shown.clashes[0].why
    assert (weight.target, weight.meaning, weight.limits) == ("88", "I lost 2 kg.", (88,))
    assert (weight.own_meaning, pressure.own_meaning) == (True, False)
    assert (sugar.own, sugar.limits, sugar.better.value) == (True, (), "")
    gain = (OwnTarget("body_weight", "95"),)
    paper = preview(session, words=replace(words_of(session), own_targets=gain)).paper
    assert paper.numbers[2].better.value == "at least"


def test_requirements_are_lines(session):
    words = replace(
        words_of(session), help_me="Please face me.", language="Welsh", interpreter=True,
        carer="Hazel", carer_may_know=True, carer_note="Not about my drinking.",
    )  # fmt: skip
    paper = preview(session, words=words, print_as=STANDARD, language="en").paper
    assert paper.help_me == (
        "Please face me.", "I need: Large print.", "I speak Welsh.", "I need an interpreter.",
        "Hazel may see this plan.", "Not about my drinking.",
    )  # fmt: skip
    assert paper.carer == "Hazel"
    words = replace(words, carer_may_know=False)
    secret = preview(session, words=words, print_as=STANDARD, language="en").paper
    assert secret.carer == ""
    assert "Hazel may not see this plan." in secret.help_me


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"matters": "x" * 1501}, "matters"),
        ({"confidence": 11}, "confidence"),
        ({"goals": (PlanGoal("x"),) * 13}, "goals"),
        ({"goals": (PlanGoal(" "),)}, "goals"),
        ({"goals": (PlanGoal("x" * 121),)}, "goals"),
        ({"goals": (PlanGoal("x", (PlanAction("y"),) * 7),)}, "goals"),
        ({"goals": (PlanGoal("x", (PlanAction(" "),)),)}, "goals"),
        ({"goals": (PlanGoal("x", (PlanAction("y", "z" * 81),)),)}, "goals"),
        ({"people": (Involved(" ", "GP"),)}, "people"),
        ({"people": (Involved("x", "y" * 81),)}, "people"),
        ({"own_targets": (OwnTarget("hba1c", "x" * 121),)}, "own_targets"),
    ],
)
def test_words_that_cannot_be_printed_are_refused(session, change, field):
    words = replace(PlanWords(), **change)
    with pytest.raises(InvalidInput) as refused:
        preview(session, ALDER, words)
    assert refused.value.field == field
    with pytest.raises(InvalidInput):
        care_plans.keep_draft(session, ALDER, words)


@pytest.mark.parametrize("points", [12, 24])
def test_the_longest_words_that_are_accepted_fit_the_paper(session, points):
    """Every block of the largest print fits on a page: the limits are what makes that so."""
    long = "Wwwww " * 300
    goal = PlanGoal(long[:120], (PlanAction(long[:240], long[:80], AS_OF),) * 6)
    words = PlanWords(
        **{name: long[:limit] for name, limit in care_plans.LIMITS.items()
           if name not in {"format_need", "language"}},
        carer_may_know=True, goals=(goal,) * 12, people=(Involved(long[:80], long[:80]),) * 12,
        confidence=3, own_targets=(OwnTarget("hba1c", long[:120], long[:120]),),
        matters_on=AS_OF, review_on=AS_OF,
    )  # fmt: skip
    chosen = next(f for f in (STANDARD, *LARGE_FORMATS) if f.points == points)
    made = preview(session, words=words, print_as=chosen).pdf()
    texts = [" ".join(text.split()) for text in page_texts(made.data)]
    assert all(f"Page {n} of {made.pages}" in text for n, text in enumerate(texts, 1))


@pytest.mark.parametrize("role", list(Role))
def test_who_may_write_plans(session, role):
    allowed = {
        Role.NURSE, Role.PRESCRIBER, Role.CLINICAL_LEAD, Role.PHARMACIST, Role.CARE_COORDINATOR,
    }  # fmt: skip
    viewers = set(Role) - {Role.RECEPTIONIST, Role.ADMINISTRATOR}
    printed(session)
    shown = preview(session, words=replace(words_of(session), worries="Stairs"))
    person = add_user(session, "somebody", role)
    writes = (
        lambda: care_plans.open_plan(person, ALDER, AS_OF),
        lambda: care_plans.keep_draft(person, ALDER, PlanWords()),
        lambda: care_plans.discard_draft(person, ALDER),
        lambda: preview(person, ALDER, PlanWords()),
        lambda: care_plans.print_plan(person, shown),
        lambda: care_plans.patient_with_most_conditions(person),
    )
    reads = (
        lambda: care_plans.plan_versions(person, ALDER),
        lambda: care_plans.plan_steps(person, ALDER),
        lambda: care_plans.reprint_plan(person, ALDER, 1),
    )
    for call, roles in (*((c, allowed) for c in writes), *((c, viewers) for c in reads)):
        if role in roles:
            call()
        else:
            with pytest.raises(NotPermitted):
                call()
    person.practice.close_all()


def test_the_patient_with_most_conditions(session):
    assert care_plans.patient_with_most_conditions(session) == ALDER
