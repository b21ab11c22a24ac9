-- Mappings of unknown files that a person has confirmed, by the shape of the file. Append-only:
-- another name, another meaning and an end are rows of their own; the newest row of a mapping counts.

CREATE TABLE import_mapping (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  mapping    TEXT NOT NULL,           -- the id of its first row
  kind       TEXT NOT NULL CHECK (kind IN ('save', 'rename', 'remove')),
  name       TEXT NOT NULL CHECK (trim(name) <> ''),
  report     TEXT NOT NULL,           -- its first name: what its imports replace each other by
  version    INTEGER NOT NULL CHECK (version > 0),
  shape      TEXT NOT NULL,           -- of the files: a digest of their column names
  definition TEXT NOT NULL,           -- TOML, as it is shared; no patient data
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX import_mapping_mapping ON import_mapping (mapping);

CREATE TRIGGER import_mapping_no_update BEFORE UPDATE ON import_mapping
BEGIN SELECT RAISE(ABORT, 'import_mapping is append-only'); END;
CREATE TRIGGER import_mapping_no_delete BEFORE DELETE ON import_mapping
BEGIN SELECT RAISE(ABORT, 'import_mapping is append-only'); END;
