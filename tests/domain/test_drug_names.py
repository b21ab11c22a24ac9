"""Drug classes by the names on prescriptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.drug_names import drug_classes, normalise_product
from proactive_care.store.concepts import load_concepts


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("Atorvastatin 40mg tablets", "statin statin_high_intensity"),
        ("Lipitor 80mg tablets (Pfizer Ltd)", "statin statin_high_intensity statin_maximal"),
        ("Rosuvastatin 20 mg", "statin statin_high_intensity statin_maximal"),
        ("Simvastatin 10mg tablets", "statin statin_low_intensity"),
        (
            "Simvastatin 40mg / Ezetimibe 10mg tablets",
            "statin statin_medium_intensity other_lipid_drug",
        ),
        ("Inegy 10mg/20mg tablets", "statin statin_medium_intensity other_lipid_drug"),
        ("Simvastatin", "statin"),
        ("Apixaban 5mg tablets", "doac apixaban"),
        ("Xarelto 20mg tablets (Bayer Plc)", "doac rivaroxaban"),
        ("Warfarin 3mg tablets", "warfarin"),
        ("Aspirin 75mg dispersible tablets", "antiplatelet"),
        ("Ventolin 100micrograms/dose Evohaler (GlaxoSmithKline UK Ltd)", "saba asthma_drug"),
        ("Salbutamol 2.5mg/2.5ml nebuliser liquid unit dose vials", "asthma_drug"),
        ("Salbutamol 2mg tablets", "asthma_drug"),
        ("Clenil Modulite 100micrograms/dose inhaler (Chiesi Ltd)", "ics ics_alone asthma_drug"),
        ("Beclometasone 50micrograms/dose nasal spray", ""),
        ("Budesonide 3mg gastro-resistant capsules", ""),
        (
            "Fostair 100micrograms/dose / 6micrograms/dose inhaler (Chiesi Ltd)",
            "ics laba ics_laba asthma_drug",
        ),
        (
            "Fostair 200micrograms/dose / 6micrograms/dose inhaler 120 dose",
            "ics laba ics_laba high_dose_ics_laba asthma_drug",
        ),
        ("Seretide 250 Evohaler", "ics laba ics_laba high_dose_ics_laba asthma_drug"),
        ("Symbicort 200/6 Turbohaler", "ics laba ics_laba asthma_drug"),
        (
            "Relvar Ellipta 184micrograms/dose / 22micrograms/dose dry powder inhaler",
            "ics laba ics_laba high_dose_ics_laba asthma_drug",
        ),
        ("Atectura Breezhaler", "ics laba ics_laba asthma_drug"),
        ("Trelegy Ellipta", "ics laba lama triple_inhaler asthma_drug"),
        ("Anoro Ellipta", "laba lama laba_alone asthma_drug"),
        ("Spiriva 18microgram inhalation powder capsules", "lama tiotropium"),
        ("Prednisolone 5mg tablets", "oral_steroid"),
        ("Prednisolone 1% eye drops", ""),
        ("Montelukast 10mg tablets", "montelukast asthma_drug"),
        ("NovoRapid FlexPen 100units/ml solution for injection 3ml pre-filled pens", "insulin"),
        ("Insulin syringes 0.5ml", ""),
        ("Xultophy 100units/ml / 3.6mg/ml", "insulin other_injectable_diabetes_drug"),
        ("Rybelsus 3mg tablets", "oral_diabetes_drug"),
        ("Semaglutide", "other_injectable_diabetes_drug"),
        ("Xigduo 5mg/850mg tablets", "oral_diabetes_drug sglt2_inhibitor"),
        ("Voltarol 1.16% Emulgel P gel", ""),
        ("Adizem-XL 180mg capsules", "calcium_channel_blocker antihypertensive"),
        (
            "Verapamil 240mg modified-release tablets",
            "calcium_channel_blocker verapamil antihypertensive",
        ),
        ("Paracetamol 500mg tablets", ""),
        ("", ""),
        ("(Pfizer Ltd)", ""),
    ],
)
def test_classes_of_a_product(name: str, classes: str) -> None:
    assert drug_classes(name) == frozenset(classes.split())


def test_a_name_is_compared_without_supplier_and_spaces() -> None:
    assert (
        normalise_product("Atorvastatin  40 MG tablets (A A H (UK) Ltd)")
        == "atorvastatin 40mg tablets"
    )


@given(st.text(max_size=60))
def test_every_class_is_a_concept(name: str) -> None:
    assert drug_classes(name) <= set(load_concepts())
