-- What was handed to a patient, whole: opened again, it is the same whatever changes later. A sheet
-- from before this has only its form code and its day.

CREATE TABLE handout (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient    INTEGER NOT NULL REFERENCES patient (id),
  kind       TEXT NOT NULL
    CHECK (kind IN ('bp diary', 'peak flow diary', 'pre-visit sheet', 'privacy leaflet')),
  form_code  TEXT UNIQUE REFERENCES form_code (code), -- NULL: a leaflet, which names nobody
  format     TEXT NOT NULL,                -- in the words of the screen: 'Large, 18 point'
  language   TEXT NOT NULL CHECK (length(language) >= 2), -- 'pl'
  instead_of TEXT NOT NULL DEFAULT '',     -- the need that could not be met, if somebody chose
  pages      INTEGER NOT NULL CHECK (pages >= 1),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  pdf        BLOB NOT NULL,                -- last: a list is read without it
  CHECK ((kind = 'privacy leaflet') = (form_code IS NULL))
);
CREATE INDEX handout_patient ON handout (patient, entered_at);

CREATE TRIGGER handout_same_patient BEFORE INSERT ON handout
WHEN NEW.form_code IS NOT NULL
 AND NEW.patient IS NOT (SELECT patient FROM form_code WHERE code = NEW.form_code)
BEGIN SELECT RAISE(ABORT, 'a form code leads to the patient of its sheet'); END;
CREATE TRIGGER handout_no_update BEFORE UPDATE ON handout
BEGIN SELECT RAISE(ABORT, 'handout is append-only'); END;
CREATE TRIGGER handout_no_delete BEFORE DELETE ON handout
BEGIN SELECT RAISE(ABORT, 'handout is append-only'); END;

-- A letter about readings or a monitor whose language cannot be printed, and that somebody chose to
-- print in English all the same: which need was not met, and why English will do.
CREATE TABLE reading_letter_english (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  letter     TEXT NOT NULL UNIQUE REFERENCES reading_letter (id),
  instead_of TEXT NOT NULL CHECK (length(trim(instead_of)) >= 3),
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE TRIGGER reading_letter_english_no_update BEFORE UPDATE ON reading_letter_english
BEGIN SELECT RAISE(ABORT, 'reading_letter_english is append-only'); END;
CREATE TRIGGER reading_letter_english_no_delete BEFORE DELETE ON reading_letter_english
BEGIN SELECT RAISE(ABORT, 'reading_letter_english is append-only'); END;
