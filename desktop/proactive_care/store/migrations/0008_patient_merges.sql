-- Two records of one person, brought together by a person and separable again. The decisions are
-- append-only. Nothing of the other record is lost: its own row stays as it was imported, and what
-- was counted for it is counted for the record that is kept, with a note of where it came from.

CREATE TABLE patient_match (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  what       TEXT NOT NULL CHECK (what IN ('same', 'different', 'taken back')),
  kept       INTEGER NOT NULL REFERENCES patient (id), -- of 'different': one of the two
  other      INTEGER NOT NULL REFERENCES patient (id),
  takes_back TEXT UNIQUE REFERENCES patient_match (id),
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (kept <> other),
  CHECK ((what = 'taken back') = (takes_back IS NOT NULL))
);
CREATE INDEX patient_match_kept ON patient_match (kept);
CREATE INDEX patient_match_other ON patient_match (other);

-- Lines (of files, or of reading sessions) that are about the other record, while their events and
-- medicines stand under the one that is kept. A line is about one patient.
CREATE TABLE merged_line (
  other  INTEGER NOT NULL REFERENCES patient (id),
  source INTEGER NOT NULL,
  line   INTEGER NOT NULL,
  PRIMARY KEY (other, source, line)
) WITHOUT ROWID;

ALTER TABLE patient ADD COLUMN merged_into INTEGER REFERENCES patient (id);
CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL;

-- Guards -----------------------------------------------------------------------------------------

CREATE TRIGGER patient_match_no_chain BEFORE INSERT ON patient_match
WHEN NEW.what = 'same' AND EXISTS (
  SELECT 1 FROM patient p WHERE (p.id IN (NEW.kept, NEW.other) AND p.merged_into IS NOT NULL)
                             OR p.merged_into = NEW.other)
BEGIN SELECT RAISE(ABORT, 'a record is merged into one record, and into none that is merged'); END;
CREATE TRIGGER patient_match_same_pair BEFORE INSERT ON patient_match
WHEN NEW.takes_back IS NOT NULL AND (NEW.kept, NEW.other) <>
     (SELECT kept, other FROM patient_match WHERE id = NEW.takes_back)
BEGIN SELECT RAISE(ABORT, 'a decision is taken back for its own two records'); END;
CREATE TRIGGER patient_match_no_update BEFORE UPDATE ON patient_match
BEGIN SELECT RAISE(ABORT, 'patient_match is append-only'); END;
CREATE TRIGGER patient_match_no_delete BEFORE DELETE ON patient_match
BEGIN SELECT RAISE(ABORT, 'patient_match is append-only'); END;
