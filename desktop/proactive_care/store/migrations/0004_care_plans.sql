-- Care plans and the coding list. A version is what was printed, whole: nothing of it changes later.
-- Only the draft of the next version is scratch paper.

CREATE TABLE care_plan (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient    INTEGER NOT NULL REFERENCES patient (id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  words      TEXT NOT NULL,         -- JSON: what was said and agreed in the conversation
  printed    TEXT NOT NULL,         -- JSON: everything that is on the paper
  pdf        BLOB NOT NULL,         -- the paper itself: a reprint is the same whatever changes later
  sha256     TEXT NOT NULL,         -- of the paper
  pages      INTEGER NOT NULL CHECK (pages >= 1),
  format     TEXT NOT NULL,
  made_on    INTEGER NOT NULL,
  review_on  INTEGER,
  extract_on INTEGER,               -- how old the data was; NULL: nothing was imported
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  UNIQUE (patient, version)
);

-- What became of a plan. A declined plan may have no version; a mistake is taken back by a new row.
CREATE TABLE care_plan_step (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient    INTEGER NOT NULL REFERENCES patient (id),
  plan       TEXT REFERENCES care_plan (id),
  what       TEXT NOT NULL CHECK (what IN ('agreed', 'reviewed', 'declined', 'copy given', 'taken back')),
  to_whom    TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  day        INTEGER NOT NULL,
  takes_back TEXT UNIQUE REFERENCES care_plan_step (id),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (what IN ('declined', 'taken back') OR plan IS NOT NULL),
  CHECK ((what = 'taken back') = (takes_back IS NOT NULL)),
  CHECK (what <> 'copy given' OR length(trim(to_whom)) >= 2)
);
CREATE INDEX care_plan_step_patient ON care_plan_step (patient, day);

-- Scratch paper: the conversation that is not printed yet
CREATE TABLE care_plan_draft (
  patient  INTEGER PRIMARY KEY REFERENCES patient (id),
  words    TEXT NOT NULL,           -- JSON
  saved_at TEXT NOT NULL,
  by       TEXT NOT NULL,
  role     TEXT NOT NULL,
  device   TEXT NOT NULL
);

-- Coding list: what was done here is derived from its rows. This says what the clinical system has.
CREATE TABLE coding_done (
  origin     TEXT NOT NULL,         -- id of the invitation, contact, plan step or reading session
  code       TEXT NOT NULL,         -- SNOMED CT
  how        TEXT NOT NULL CHECK (how IN ('import', 'person')),
  day        INTEGER,               -- the date under which the clinical system has it
  file_name  TEXT NOT NULL DEFAULT '',
  line       INTEGER,
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  PRIMARY KEY (origin, code),
  CHECK ((how = 'import') = (day IS NOT NULL))
) WITHOUT ROWID;

-- Guards -----------------------------------------------------------------------------------------

CREATE TRIGGER care_plan_next_version BEFORE INSERT ON care_plan
WHEN NEW.version <> 1 + coalesce((SELECT max(version) FROM care_plan WHERE patient = NEW.patient), 0)
BEGIN SELECT RAISE(ABORT, 'versions of a care plan are numbered without gaps'); END;
CREATE TRIGGER care_plan_step_same_patient BEFORE INSERT ON care_plan_step
WHEN (NEW.plan IS NOT NULL
      AND NEW.patient <> (SELECT patient FROM care_plan WHERE id = NEW.plan))
  OR (NEW.takes_back IS NOT NULL
      AND NEW.patient <> (SELECT patient FROM care_plan_step WHERE id = NEW.takes_back))
BEGIN SELECT RAISE(ABORT, 'a step belongs to the patient of its plan'); END;
CREATE TRIGGER care_plan_no_update BEFORE UPDATE ON care_plan
BEGIN SELECT RAISE(ABORT, 'care_plan is append-only'); END;
CREATE TRIGGER care_plan_no_delete BEFORE DELETE ON care_plan
BEGIN SELECT RAISE(ABORT, 'care_plan is append-only'); END;
CREATE TRIGGER care_plan_step_no_update BEFORE UPDATE ON care_plan_step
BEGIN SELECT RAISE(ABORT, 'care_plan_step is append-only'); END;
CREATE TRIGGER care_plan_step_no_delete BEFORE DELETE ON care_plan_step
BEGIN SELECT RAISE(ABORT, 'care_plan_step is append-only'); END;
CREATE TRIGGER coding_done_no_update BEFORE UPDATE ON coding_done
BEGIN SELECT RAISE(ABORT, 'coding_done is append-only'); END;
CREATE TRIGGER coding_done_no_delete BEFORE DELETE ON coding_done
BEGIN SELECT RAISE(ABORT, 'coding_done is append-only'); END;
