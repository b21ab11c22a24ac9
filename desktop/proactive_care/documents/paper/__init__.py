"""Paper and ink: type, shaping, blocks on pages, and the PDF file itself."""
