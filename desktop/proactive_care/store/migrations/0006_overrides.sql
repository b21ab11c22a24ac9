-- A clinician puts one patient into another group for a while. What the rules computed stays in
-- the results; a row ends by its last day, or is taken back by a new row.

CREATE TABLE group_override (
  id             TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient        INTEGER NOT NULL REFERENCES patient (id),
  framework      TEXT NOT NULL,
  pack           TEXT NOT NULL,       -- whose group it is
  priority_group TEXT NOT NULL CHECK (priority_group <> ''),
  tier           TEXT NOT NULL,
  computed_group TEXT NOT NULL,       -- what the rules said when it was decided
  computed_tier  TEXT NOT NULL,
  reason         TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  since          INTEGER NOT NULL,
  until          INTEGER NOT NULL CHECK (until >= since),  -- the last day
  takes_back     TEXT UNIQUE REFERENCES group_override (id),
  entered_at     TEXT NOT NULL,
  by             TEXT NOT NULL,
  role           TEXT NOT NULL,
  device         TEXT NOT NULL
);
CREATE INDEX group_override_patient ON group_override (patient, framework);

CREATE TRIGGER group_override_same_patient BEFORE INSERT ON group_override
WHEN NEW.takes_back IS NOT NULL
 AND (NEW.patient, NEW.framework) <>
     (SELECT patient, framework FROM group_override WHERE id = NEW.takes_back)
BEGIN SELECT RAISE(ABORT, 'an override is taken back for its own patient and framework'); END;
CREATE TRIGGER group_override_no_update BEFORE UPDATE ON group_override
BEGIN SELECT RAISE(ABORT, 'group_override is append-only'); END;
CREATE TRIGGER group_override_no_delete BEFORE DELETE ON group_override
BEGIN SELECT RAISE(ABORT, 'group_override is append-only'); END;
