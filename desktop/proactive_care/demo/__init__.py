"""The demo practice: invented patients, and three weeks of work that was done for them."""

from proactive_care.demo.making import (
    DEMO_PASSWORD,
    DemoResult,
    make_demo_practice,
    run_headless,
)

__all__ = ["DEMO_PASSWORD", "DemoResult", "make_demo_practice", "run_headless"]
