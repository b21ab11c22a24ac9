"""Every fault and every detail of the formats, with the test that has it.

The left side is what a file can do; the right side is where it is tested. A test that is renamed or
taken away fails here, so that nothing drops out unnoticed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

FAULTS = {
    # Bytes and lines
    "byte order marks, UTF-8, UTF-16 either way, Windows-1252, and which it was":
        "test_source_file.py::test_the_encoding_is_found_and_the_text_is_right",
    "a damaged character in UTF-8":
        "test_source_file.py::test_a_damaged_character_does_not_make_utf8_into_something_else",
    "a file cut inside a character":
        "test_source_file.py::test_a_file_cut_inside_a_character_stays_utf8",
    "a PDF, a workbook, a picture, nothing at all":
        "test_source_file.py::test_other_kinds_of_files_are_refused_in_plain_words",
    "a file that another program has open":
        "test_source_file.py::test_a_file_that_another_program_has_open",
    "cut at any byte": "test_robust.py::test_a_file_cut_at_any_byte",
    "junk anywhere, NULs and quotes among it":
        "test_robust.py::test_a_file_with_junk_in_it",
    "any bytes at all": "test_robust.py::test_any_bytes_at_all",
    "NUL signs in cells": "test_format_details.py::test_nul_signs_are_no_part_of_a_cell",
    "line ends of every kind":
        "test_format_details.py::test_line_ends_of_every_kind_in_one_file",
    "line breaks inside quoted cells":
        "test_text_rows.py::test_lines_are_physical_lines_also_around_quoted_line_breaks",
    "a quotation mark that is never closed":
        "test_text_rows.py::test_an_unclosed_quotation_mark_costs_its_own_line_only",
    "a stray mark at the end of a row":
        "test_format_details.py::test_a_stray_quotation_mark_at_the_end_of_a_row",
    "two stray marks":
        "test_text_rows.py::test_two_stray_marks_do_not_swallow_the_rows_between",
    "a megabyte in one cell":
        "test_format_details.py::test_a_megabyte_in_one_cell_costs_its_own_row",
    "a line without end":
        "test_text_rows.py::test_a_line_without_end_does_not_fill_the_memory",
    "comma, tab, semicolon or bar": "test_text_rows.py::test_the_delimiter_is_guessed",
    # Layout
    "a preamble of any length, the run date in every form":
        "test_format_details.py::test_the_run_date_in_every_form_at_any_line",
    "preambles of other shapes": "test_emis_list.py::test_preambles_of_other_shapes",
    "the same without a row of bands":
        "test_extracts.py::test_repeated_groups_without_a_row_of_titles_lose_nothing",
    "a damaged line right after the header":
        "test_format_details.py::test_a_damaged_first_row_is_reported_and_counted",
    "a file in which nobody is left":
        "test_plain_reports.py::test_a_file_without_any_row_is_told_even_of_a_short_list",
    "columns known by band, name and occurrence":
        "test_emis_list.py::test_repeated_columns_are_separate_events",
    "more than a hundred columns":
        "test_format_details.py::test_a_report_of_more_than_a_hundred_columns",
    "header cells with line breaks, one empty column more":
        "test_emis_list.py::test_header_cells_with_line_breaks_and_a_trailing_comma",
    "continuation rows, totals, comma-only rows":
        "test_emis_list.py::test_a_report_with_continuation_rows_totals_and_blanks",
    "patient cells repeated": "test_emis_list.py::test_a_report_that_repeats_the_patient_cells",
    "rows above the first patient, rows of an unknown patient":
        "test_emis_list.py::test_patients_who_cannot_be_matched_take_their_rows_with_them",
    "ragged rows": "test_robust.py::test_ragged_rows_after_a_good_header",
    "rows too long, the header again, a cut last row":
        "test_plain.py::test_rejections_name_the_physical_line_the_column_and_the_reason",
    "band titles that say what a date is":
        "test_emis_list.py::test_a_band_title_alone_says_what_a_date_means",
    "the AF report": "test_format_details.py::test_conditions_and_medicines_of_the_af_report",
    "an aggregate report or population count":
        "test_format_details.py::test_a_population_count_says_that_it_has_no_patients",
    "a report without any number":
        "test_emis_list.py::test_a_report_without_any_number_is_refused",
    "a list without values": "test_targets.py::test_every_shape_of_a_list_is_recognised",
    "the same bytes twice": "test_plain_reports.py::test_the_same_bytes_twice_are_refused",
    "fewer patients than last month":
        "test_plain_reports.py::test_a_big_loss_is_said_loudly",
    # Extracts
    "an EMIS bulk extract joined by its keys, deletions":
        "test_extracts.py::test_an_emis_bulk_extract_is_joined_by_its_keys",
    "patient types, dummies, two columns of sensitivity, misspelt headers":
        "test_format_details.py::test_bulk_patients_of_every_type",
    "a SystmOne strategic extract: keys, CTV3 with a map, comparators, removals":
        "test_systmone_strategic.py::test_a_systmone_strategic_extract",
    "its delimiter chosen, its accents in Windows-1252":
        "test_format_details.py::test_a_strategic_extract_with_another_delimiter",
    "repeated dates of issue, units in cells, stray spaces":
        "test_format_details.py::test_dates_of_issue_units_and_stray_spaces",
    "a report split into three files":
        "test_format_details.py::test_a_wide_report_in_three_files_joined_by_the_number",
    "files that only point at patients":
        "test_extracts.py::test_systmone_files_that_only_point_at_patients_make_none",
    "the journal of one record":
        "test_format_details.py::test_a_journal_of_one_record_is_refused",
    "a Vision extract without headers":
        "test_extracts.py::test_a_vision_journal_row_can_be_anything",
    "one row a patient with latest values":
        "test_extracts.py::test_a_wide_table_with_dates_beside_its_values",
    "the same practice from four systems": "test_systems.py::test_events_are_the_same",
    # Who
    "NHS numbers with spaces, dashes, .0":
        "../domain/test_identifiers.py::test_the_ways_in_which_exports_write_an_nhs_number",
    "ten times the same digit, wrong check digits":
        "test_plain_people.py::test_patients_without_a_valid_number_keep_their_local_one",
    "the number arrives later, nobody is merged by name":
        "test_plain_people.py::test_the_nhs_number_arrives_later_and_nobody_is_merged_by_name",
    "two patients with one local number":
        "test_merged_people.py::test_a_shared_local_number_makes_no_third_record",
    "two records of one person":
        "test_merged_people.py::test_a_merge_survives_the_next_import_and_can_still_be_taken_back",
    "dummy and temporary patients with their events":
        "test_plain_people.py::test_dummy_and_temporary_patients_are_left_out_with_their_events",
    "sensitive records": "test_format_details.py::test_sensitive_records_are_flagged",
    "deaths and leavers": "test_emis_list.py::test_leavers_and_the_dead_are_explained",
    "the same patient twice in one file":
        "test_plain_people.py::test_the_same_number_twice_is_listed_and_the_later_row_is_used",
    "an e-mail cell with a note": "test_plain.py::test_optional_columns_in_any_order_and_any_case",
    # When
    "dates in every form": "../domain/test_date_text.py::test_every_form_of_the_first_of_april",
    "two-digit years": "test_format_details.py::test_two_digit_years_are_counted_and_said",
    "dates before birth, after the run date, impossible":
        "test_plain.py::test_rejections_name_the_physical_line_the_column_and_the_reason",
    "months first": "test_plain_reports.py::test_month_first_files_are_recognised_by_their_proofs",
    "an order that nothing proves":
        "test_plain_reports.py::test_unproved_dates_are_said_to_be_assumed",
    "no run date in the file": "test_plain_reports.py::test_the_run_date_is_given_or_the_files_own",
    # What
    "SNOMED CT shortened by Excel":
        "test_plain.py::test_rejections_name_the_physical_line_the_column_and_the_reason",
    "Read codes of five bytes, with their term":
        "test_format_details.py::test_read_codes_of_five_bytes_with_and_without_their_term",
    "Read 2 by the exact description":
        "test_format_details.py::test_read_2_codes_are_known_by_their_exact_description",
    "EMIS local codes": "test_format_details.py::test_emis_local_codes_keep_their_own_system",
    "descriptions alone, never by likeness":
        "test_plain.py::test_codes_by_other_systems_and_by_their_exact_term",
    "145/92 in one cell, comparators, units converted":
        "test_plain.py::test_values_keep_comparators_pairs_and_conversions",
    "systolic and diastolic swapped, in two bands":
        "test_emis_list.py::test_rejected_cells_do_not_take_the_rest_of_their_row",
    "medicines in one cell and in columns":
        "test_emis_list.py::test_medicines_in_one_cell_and_in_columns",
    # Safety
    "Cancel while checking": "test_robust.py::test_cancel_while_checking",
    "Cancel while committing": "test_robust.py::test_cancel_while_committing",
    "Cancel inside one long statement": "test_robust.py::test_cancel_inside_one_long_statement",
    "a full disk": "test_robust.py::test_a_full_disk_leaves_the_practice_as_it_was",
    "a killed process": "test_robust.py::test_a_killed_import_leaves_the_old_or_the_new_data",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_test(fault: str) -> None:
    file, _, name = FAULTS[fault].partition("::")
    tree = ast.parse((HERE / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
