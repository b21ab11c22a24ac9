"""Every document that the program prints, for the plainest and the most difficult patients.

For people who look at pages: ``make papers``. Nothing here is part of the application.
"""

from proactive_care.papers.everything import every_paper
from proactive_care.papers.paper import Paper, Written, write_papers
from proactive_care.papers.printing import print_all

__all__ = ["Paper", "Written", "every_paper", "print_all", "write_papers"]
