"""The recall letter, in standard print, large print and easy read."""
