"""What is given to a patient beside letters of recall, as it prints in a language, to be checked.

Nobody's results and a monitor that does not exist, from the practice and the person of an example.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from proactive_care.documents.content import RecallLetter
from proactive_care.documents.diaries.diary_frame import DiaryForm
from proactive_care.documents.diaries.peak_flow_large import lay_out_large_peak_flow
from proactive_care.documents.handouts.pre_visit import PreVisitSheet, lay_out_pre_visit
from proactive_care.documents.handouts.privacy import lay_out_privacy
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.letters.loan_letter import (
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    lay_out_loan_letter,
)
from proactive_care.documents.letters.result_letter import lay_out_result_letter
from proactive_care.documents.letters.result_letter_content import (
    HomeResult,
    ResultLetter,
    ResultMessage,
    Talk,
)
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.words.translations import (
    PEAK_FLOW,
    PRE_VISIT,
    PRIVACY,
    translated_wording,
)
from proactive_care.domain.vocabulary import Role

_DAY, _FORTNIGHT = timedelta(days=1), timedelta(days=14)
_A_LITTLE_OVER = ((142, 84), (135, 85), True, False)
_ON_TARGET = ((128, 76), (135, 85), False, False)

Draw = Callable[[Pen], object]


def language_examples(letter: RecallLetter, code: str, mark: str) -> tuple[Draw, ...]:
    """Return the documents in a language, each drawn with all of its pages.

    ``letter`` is an example that says who writes to whom; ``mark`` is written across each page.
    Raises what cannot be printed, before anything is drawn.
    """
    letters = [
        *(lay_out_result_letter(each) for each in _results(letter, code)),
        *(lay_out_loan_letter(each) for each in _loans(letter, code)),
    ]
    return (
        *(partial(_draw_pages, each.page_count, each.draw_page, mark) for each in letters),
        *_handouts(letter, code, mark),
    )


def _results(letter: RecallLetter, code: str) -> list[ResultLetter]:
    high, fine = (_result(letter, *each) for each in (_A_LITTLE_OVER, _ON_TARGET))
    talk, soon = Talk(Role.PHARMACIST, "Priya Example", 15), letter.written_on + _FORTNIGHT
    told = (
        (ResultMessage.A_LITTLE_HIGH, high, talk, soon),
        (ResultMessage.ON_TARGET, fine, None, None),
        (ResultMessage.MORE_DAYS, None, None, None),
        (ResultMessage.BY_HAND, None, Talk(Role.NURSE, "", 10), soon),
    )
    return [
        ResultLetter(
            letter.practice, letter.to, letter.written_on, letter.data_of, letter.signatory,
            letter.form_code, letter.place, message, result, whom, by, from_paper=True,
            monitor_due=soon, language=code,
        )
        for message, result, whom, by in told
    ]  # fmt: skip


def _result(
    letter: RecallLetter, average: tuple[int, int], target: tuple[int, int], top: bool, bottom: bool
) -> HomeResult:
    last = letter.written_on - _DAY
    return HomeResult(average, target, top, bottom, False, 24, 6, last - 5 * _DAY, last)


def _loans(letter: RecallLetter, code: str) -> list[LoanLetter]:
    day = letter.written_on
    monitor = LoanedMonitor("Example", "M-1", "medium", day - _FORTNIGHT, day - _DAY, day)
    lent = LoanedMonitor("Example", "M-1", "medium", day, day + _FORTNIGHT)
    late = LoanedMonitor("Example", "M-1", "medium", day - _FORTNIGHT, day - _DAY)
    told = (
        (LoanMessage.AGREEMENT, lent), (LoanMessage.REMINDER, late),
        (LoanMessage.RETURNED, monitor),
    )  # fmt: skip
    return [
        LoanLetter(
            letter.practice, letter.to, day, letter.data_of, letter.signatory, letter.form_code,
            letter.place, message, which, language=code,
        )
        for message, which in told
    ]  # fmt: skip


def _handouts(letter: RecallLetter, code: str, mark: str) -> list[Draw]:
    visit = PreVisitSheet(
        letter.practice, letter.to, letter.form_code, wording=translated_wording(PRE_VISIT, code)
    )
    sheet, pages = lay_out_pre_visit(visit)
    leaflet, folded = lay_out_privacy(letter.practice, translated_wording(PRIVACY, code))
    form = DiaryForm(letter.practice, letter.to, letter.form_code)
    diary = lay_out_large_peak_flow(
        form, FormCodeMark(letter.form_code), translated_wording(PEAK_FLOW, code)
    )

    def draw_page(pen: Pen, index: int) -> None:
        diary.draw_page(pen, index, Count(index + 1, diary.page_count))

    return [
        partial(sheet.draw, pages=pages, mark=mark),
        partial(leaflet.draw, pages=folded, mark=mark),
        partial(_draw_pages, diary.page_count, draw_page, mark),
    ]


def _draw_pages(count: int, draw_page: Callable[[Pen, int], None], mark: str, pen: Pen) -> None:
    for index in range(count):
        if mark:
            pen.watermark(mark)
        draw_page(pen, index)
        pen.new_page()
