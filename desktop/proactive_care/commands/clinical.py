"""sign-off, stratify, explain, pack: the frameworks."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from proactive_care import frameworks
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.commands.visit import visit_lines, visit_payload
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.domain.vocabulary import Framework
from proactive_care.recall import one_visit

_framework = click.option("--framework", type=click.Choice([f.value for f in Framework]))
_pack = click.option("--pack", metavar="ID", help="Instead of the packs in use, to compare.")


@click.command("sign-off")
@click.option("--pack", required=True, metavar="ID")
@_framework
@click.option("--name", required=True, metavar="WHO", help="The clinical lead who has read it.")
@shared_options
@pass_options
def sign_off(options: Options, pack: str, framework: str | None, name: str) -> None:
    """Record that a clinical lead has approved a pack: only then it sorts real patients."""
    with options.session() as session:
        signed = frameworks.sign_off(session, pack, framework, name)
        frameworks.use_pack(session, pack, framework)
    options.answer(
        {
            "pack": pack,
            "frameworks": [row.framework for row in signed],
            "version": signed[0].version if signed else None,
            "signed_by": name,
        },
        f"{name} has signed off {len(signed)} frameworks of {pack}. They sort from now on.",
    )


@click.command()
@as_of_option
@_pack
@_framework
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@shared_options
@pass_options
def stratify(
    options: Options,
    as_of: date | None,
    pack: str | None,
    framework: str | None,
    csv_file: Path | None,
) -> None:
    """Put everybody into priority groups."""
    with options.session() as session:
        done = frameworks.stratify(
            session,
            as_of or session.today(),
            pack=pack,
            framework=framework,
            progress=options.progress(),
        )
        if csv_file is not None:
            frameworks.write_groups_csv(session, csv_file, framework, pack=pack)
        unchecked = frameworks.unchecked_groups(session)
    lines = [
        f"{name}: " + ", ".join(f"{group} {count:,}" for group, count in counts.items())
        for name, counts in done.groups.items()
    ]
    if done.unsigned:
        lines.append(f"Not signed off by a clinical lead: {', '.join(done.unsigned)}")
    lines += frameworks.unchecked_sentences(unchecked)
    options.answer(
        {
            "as_of": done.as_of,
            "seconds": round(done.seconds, 3),
            "patients": done.patients,
            "packs": done.packs,
            "groups": done.groups,
            "not_signed_off": list(done.unsigned),
            "cannot_be_checked": [
                {
                    "framework": each.framework.value,
                    "groups": list(each.groups),
                    "missing": each.missing,
                    "nobody_sorted": each.nobody,
                }
                for each in unchecked
            ],
        },
        f"{done.patients:,} patients as of {done.as_of} in {done.seconds:.2f} s",
        *lines,
    )


@click.command()
@click.argument("nhs_number")
@as_of_option
@shared_options
@pass_options
def explain(options: Options, nhs_number: str, as_of: date | None) -> None:
    """Say why a patient is where they are: every criterion, its value and where that came from."""
    with options.session() as session:
        day = as_of or session.today()
        found = frameworks.explain(session, nhs_number, day)
        visit = one_visit(session, found.patient, day)
    payload = {
        "nhs_number": clean_nhs_number(nhs_number),
        "as_of": found.as_of,
        "frameworks": {part.framework.value: _explained(part) for part in found.frameworks},
        "not_on_register": [framework.value for framework in found.not_on],
        "why_none": found.why_none,
        "one_visit": visit_payload(visit),
    }
    lines = [line for part in found.frameworks for line in _explanation_lines(part)]
    lines += visit_lines(visit) if lines else []
    options.answer(payload, *(lines or [found.why_none]))


def _explained(part: frameworks.FrameworkExplanation) -> dict[str, object]:
    return {
        "group": part.group,
        "tier": part.tier.value,
        "local_tier": None if part.local_tier is None else part.local_tier.value,
        "pack": part.pack,
        "pack_version": part.pack_version,
        "signed_by": part.signed_by or None,
        "who": part.role,
        "by": part.by,
        "grade": part.grade,
        "reasons": list(part.reasons),
        "flags": list(part.flags),
        "criteria": [
            {
                "text": criterion.text,
                "met": criterion.met,
                "group": criterion.group,
                "found": criterion.found,
                "evidence": [asdict(evidence) for evidence in criterion.evidence],
            }
            for criterion in part.criteria
        ],
        "could_not_check": list(part.could_not_check),
        "would_move": [asdict(move) for move in part.moves],
    }


_MET = {True: "met", False: "not met", None: "not known"}


def _explanation_lines(part: frameworks.FrameworkExplanation) -> list[str]:
    signed = "" if part.signed_by else "  NOT SIGNED OFF"
    lines = [
        f"{part.title}: {part.group} · {part.tier.value}"
        f" ({part.pack} {part.pack_version}, grade {part.grade}){signed}",
        f"  {part.role}, {part.by}",
    ]
    for criterion in part.criteria:
        heading = f"  [{criterion.group}] {criterion.text}: {_MET[criterion.met]}"
        lines.append(f"{heading}  {criterion.found}".rstrip())
        lines += [
            f"      {evidence.date} {evidence.term} ({evidence.code}) {evidence.source}"
            f" row {evidence.row:,}"
            for evidence in criterion.evidence
        ]
    return [*lines, *(f"  could not check: {text}" for text in part.could_not_check)]


@click.group()
def pack() -> None:
    """Rule packs: listed, read, checked."""


@pack.command("list")
@shared_options
@pass_options
def pack_list(options: Options) -> None:
    """List the packs that come with the application."""
    found = frameworks.list_packs()
    options.answer(
        {
            "packs": [
                {
                    "id": each.id,
                    "version": each.version,
                    "title": each.title,
                    "frameworks": [framework.value for framework in each.frameworks],
                }
                for each in found
            ]
        },
        *(f"{each.id} {each.version}: {each.title}" for each in found),
    )


@pack.command("show")
@click.argument("pack_id", metavar="ID")
@_framework
@click.option("--pdf", "pdf_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--since", metavar="ID", help="An earlier version: the PDF says what changed.")
@shared_options
@pass_options
def pack_show(
    options: Options, pack_id: str, framework: str | None, pdf_file: Path | None, since: str | None
) -> None:
    """Show a pack's rules in plain English; --pdf: the whole rule book of the practice as a PDF."""
    loaded = frameworks.load_pack(pack_id)
    wanted = [f for f in loaded.frameworks if framework in (None, f.value)]
    texts = {each.value: frameworks.rule_text(pack_id, each) for each in wanted}
    payload = {
        "pack": loaded.id, "version": loaded.version, "note": loaded.note, "rules": texts
    }  # fmt: skip
    if pdf_file is None:
        about = f"{loaded.title}, version {loaded.version}\n{loaded.note}\n"
        options.answer(payload, about, *texts.values())
        return
    with options.session() as session:
        pages = frameworks.write_rule_book_pdf(session, pack_id, pdf_file, since=since)
    options.answer(
        payload | {"pdf": str(pdf_file), "pages": pages}, f"{pdf_file.name}: {pages} pages"
    )


@pack.command("check")
@click.argument("file", metavar="FILE")
@shared_options
@pass_options
def pack_check(options: Options, file: str) -> None:
    """Validate a pack (an id or a folder) and run its own examples."""
    report = frameworks.check_pack(file)
    options.answer(
        {
            "pack": report.pack.id,
            "version": report.pack.version,
            "examples": report.examples,
            "problems": list(report.problems),
            "ok": not report.problems,
        },
        f"{report.pack.id} {report.pack.version}: {report.examples} examples,"
        f" {len(report.problems)} do not come out as they say",
        *report.problems,
    )
    if report.problems:
        raise frameworks.PackProblem(
            f"{len(report.problems)} examples do not come out as they say.",
            advice="Correct the rule or the example.",
        )


@pack.command("compare")
@click.argument("pack_id", metavar="ID")
@click.argument("other", metavar="OTHER", required=False)
@click.option("--framework", type=click.Choice([f.value for f in Framework]), required=True)
@click.option("--adaptation", metavar="ID", help="Instead of OTHER: this one off and on.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@as_of_option
@shared_options
@pass_options
def pack_compare(
    options: Options, pack_id: str, other: str | None, framework: str, adaptation: str | None,
    csv_file: Path | None, as_of: date | None,
) -> None:  # fmt: skip
    """Say who moves between two packs, or when a local adaptation is switched. Stores nothing."""
    with options.session() as session:
        found = frameworks.compare(
            session, as_of or session.today(), framework=framework, pack=pack_id,
            other_pack=other, adaptation=adaptation, progress=options.progress(),
        )  # fmt: skip
        if csv_file is not None:
            frameworks.write_comparison_csv(session, found, csv_file)
    moves = sorted((pair, n) for pair, n in found.matrix.items() if pair[0] != pair[1])
    options.answer(
        {
            "as_of": found.as_of,
            "before": found.before.name,
            "after": found.after.name,
            "people": found.people,
            "more_urgent": found.moving(-1),
            "less_urgent": found.moving(1),
            "moves": [{"from": a, "to": b, "patients": n} for (a, b), n in moves],
        },
        f"{found.before.name} -> {found.after.name}: {len(found.movers):,} of"
        f" {found.people:,} move, {found.moving(-1):,} more urgent,"
        f" {found.moving(1):,} less urgent",
        *(f"{a} -> {b}: {n:,}" for (a, b), n in moves),
    )


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (sign_off, stratify, explain, pack):
        group.add_command(command)
