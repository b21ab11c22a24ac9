"""What the built application runs. Both programs in the folder, with and without a console."""

from proactive_care.cli import main

main()
