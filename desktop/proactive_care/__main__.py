"""``python -m proactive_care`` is the same as the ``proactive-care`` command."""

from proactive_care.cli import main

if __name__ == "__main__":
    main()
