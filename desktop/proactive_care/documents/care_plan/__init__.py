"""The care and support plan, its easy read form and its summary."""
