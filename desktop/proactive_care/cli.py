"""The command line: the same services as the window, without it. No command imports Qt."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from proactive_care import __version__
from proactive_care.commands import (
    care_plan,
    clinical,
    data,
    demo,
    languages,
    practice,
    practice_pack,
    readings,
    recall,
    reports,
)
from proactive_care.commands.console import prepare_console, tell, tell_usage
from proactive_care.commands.options import Options, shared_options
from proactive_care.domain.errors import KnownError
from proactive_care.incidents import incident_from, keep_incident

EXIT_USAGE = 2
EXIT_BUG = 70


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="proactive-care")
@shared_options
@click.pass_context
def command_line(context: click.Context) -> None:
    """Proactive Care Desktop. Without a command, the window opens."""
    if context.invoked_subcommand is None:
        from proactive_care.ui.app import run  # the only place outside ui that opens the window

        raise SystemExit(run(context.ensure_object(Options).data))


for group in (
    practice,
    practice_pack,
    data,
    clinical,
    readings,
    recall,
    languages,
    care_plan,
    reports,
    demo,
):
    group.register(command_line)


def main() -> None:
    """Run the command line with the exit status that its contract promises."""
    prepare_console()
    sys.exit(run_command_line(sys.argv[1:]))


def run_command_line(arguments: list[str]) -> int:
    """Run one command and return its exit status.

    0 done · 1 a known error · 2 wrong usage · 3 sign-in refused or not permitted · 70 a bug.
    """
    options = Options()
    try:
        result = command_line.main(arguments, standalone_mode=False, obj=options)
        return result if isinstance(result, int) else 0
    except KnownError as error:
        tell(str(error))
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        tell("Stopped.")
        return 1
    except click.ClickException as error:
        tell_usage(error)
        return EXIT_USAGE
    except Exception as error:  # noqa: BLE001  anything else is a bug, and says so
        incident = incident_from(error, datetime.now(UTC))
        kept = keep_incident(options.data, incident) if options.data.is_dir() else False
        where = " Its report is in the practice's folder, under incidents." if kept else ""
        tell(
            f"This is a fault in the program (incident {incident.number}). "
            f"Work that was finished is kept.{where} Please report it."
            + ("" if kept else f"\n{incident.report.rstrip()}")
        )
        return EXIT_BUG


if __name__ == "__main__":
    main()
