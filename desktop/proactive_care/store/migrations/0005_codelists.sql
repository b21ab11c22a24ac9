-- Codes that a practice maps to concepts itself, on top of the shipped lists. Append-only: taking a
-- change back is a change of its own. What a change moved is kept, so that it can go back exactly.

CREATE TABLE codelist_change (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  kind       TEXT NOT NULL CHECK (kind IN ('map', 'list', 'undo')),
  concept    TEXT NOT NULL,           -- name in concepts.csv
  unit       TEXT NOT NULL DEFAULT '', -- what a person said that stored values are in
  list_name  TEXT NOT NULL DEFAULT '', -- the file and list that the codes came from
  undoes     TEXT UNIQUE REFERENCES codelist_change (id),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL))
);

CREATE TABLE codelist_code (
  change TEXT NOT NULL REFERENCES codelist_change (id),
  system TEXT NOT NULL,
  code   TEXT NOT NULL,               -- empty for a description without a code
  term   TEXT NOT NULL,
  PRIMARY KEY (change, system, code, term)
) WITHOUT ROWID;

-- The unmapped events that a change gave a concept, as they were.
CREATE TABLE codelist_moved (
  change     TEXT NOT NULL REFERENCES codelist_change (id),
  patient    INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  line       INTEGER NOT NULL,
  item       INTEGER NOT NULL,
  code       INTEGER NOT NULL,
  value      REAL,
  comparator INTEGER,
  PRIMARY KEY (patient, day, source, line, item, change)
) WITHOUT ROWID;

CREATE TRIGGER codelist_change_no_update BEFORE UPDATE ON codelist_change
BEGIN SELECT RAISE(ABORT, 'codelist_change is append-only'); END;
CREATE TRIGGER codelist_change_no_delete BEFORE DELETE ON codelist_change
BEGIN SELECT RAISE(ABORT, 'codelist_change is append-only'); END;
CREATE TRIGGER codelist_code_no_update BEFORE UPDATE ON codelist_code
BEGIN SELECT RAISE(ABORT, 'codelist_code is append-only'); END;
CREATE TRIGGER codelist_code_no_delete BEFORE DELETE ON codelist_code
BEGIN SELECT RAISE(ABORT, 'codelist_code is append-only'); END;
