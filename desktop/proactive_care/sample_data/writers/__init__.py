"""Writes a synthetic practice in the shapes that the clinical systems export."""
