"""What documents say: templates, languages, formats, and how hard a text is to read."""
