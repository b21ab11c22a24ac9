-- Result letters and letters about monitors on loan: each waits once, and ends once.

CREATE TABLE reading_letter (
  id           TEXT PRIMARY KEY CHECK (length(id) = 36),
  kind         TEXT NOT NULL
    CHECK (kind IN ('result', 'loan agreement', 'loan reminder', 'loan return')),
  patient      INTEGER NOT NULL REFERENCES patient (id),
  session      TEXT UNIQUE REFERENCES reading_session (id),
  monitor_step TEXT REFERENCES monitor_step (id), -- the loan, or its return
  entered_at   TEXT NOT NULL,
  by           TEXT NOT NULL,
  role         TEXT NOT NULL,
  device       TEXT NOT NULL,
  CHECK ((kind = 'result') = (session IS NOT NULL)),
  CHECK ((kind = 'result') = (monitor_step IS NULL))
);
CREATE INDEX reading_letter_step ON reading_letter (monitor_step) WHERE monitor_step IS NOT NULL;

CREATE TABLE reading_letter_run (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  number     TEXT NOT NULL UNIQUE,  -- printed on every sheet
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);

-- How a letter stopped waiting. What was printed is kept word for word, for printing it again.
CREATE TABLE reading_letter_end (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  letter     TEXT NOT NULL UNIQUE REFERENCES reading_letter (id),
  what       TEXT NOT NULL CHECK (what IN ('printed', 'told another way', 'not needed')),
  run        TEXT REFERENCES reading_letter_run (id),
  sequence   INTEGER,
  content    TEXT,                  -- JSON
  note       TEXT NOT NULL DEFAULT '',
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  UNIQUE (run, sequence),
  CHECK ((what = 'printed') = (run IS NOT NULL)),
  CHECK ((run IS NULL) = (content IS NULL)),
  CHECK ((run IS NULL) = (sequence IS NULL)),
  CHECK (what = 'printed' OR length(trim(note)) >= 3)
);

-- Result letters that somebody had to write by hand so far wait here now.
INSERT INTO reading_letter (id, kind, patient, session, monitor_step, entered_at, by, role, device)
SELECT t.id, 'result', t.patient, t.session, NULL, t.entered_at, t.by, t.role, t.device
FROM task t JOIN reading_session s ON s.id = t.session
WHERE t.what = 'result letter' AND s.kind = 'bp diary'
  AND s.band NOT IN ('emergency', 'red', 'low')
  AND NOT EXISTS (SELECT 1 FROM task_outcome o WHERE o.task = t.id)
  AND NOT EXISTS (SELECT 1 FROM session_withdrawal w WHERE w.session = t.session);

CREATE TRIGGER reading_letter_same_patient BEFORE INSERT ON reading_letter
WHEN NEW.session IS NOT NULL
 AND NEW.patient IS NOT (SELECT patient FROM reading_session WHERE id = NEW.session)
BEGIN SELECT RAISE(ABORT, 'a result letter goes to the patient of its session'); END;
CREATE TRIGGER reading_letter_not_red BEFORE INSERT ON reading_letter
WHEN (SELECT band FROM reading_session WHERE id = NEW.session) IN ('emergency', 'red', 'low')
BEGIN SELECT RAISE(ABORT, 'a red or low reading is told by a clinician, not by letter'); END;
CREATE TRIGGER reading_letter_no_update BEFORE UPDATE ON reading_letter
BEGIN SELECT RAISE(ABORT, 'reading_letter is append-only'); END;
CREATE TRIGGER reading_letter_no_delete BEFORE DELETE ON reading_letter
BEGIN SELECT RAISE(ABORT, 'reading_letter is append-only'); END;
CREATE TRIGGER reading_letter_run_no_update BEFORE UPDATE ON reading_letter_run
BEGIN SELECT RAISE(ABORT, 'reading_letter_run is append-only'); END;
CREATE TRIGGER reading_letter_run_no_delete BEFORE DELETE ON reading_letter_run
BEGIN SELECT RAISE(ABORT, 'reading_letter_run is append-only'); END;
CREATE TRIGGER reading_letter_end_no_update BEFORE UPDATE ON reading_letter_end
BEGIN SELECT RAISE(ABORT, 'reading_letter_end is append-only'); END;
CREATE TRIGGER reading_letter_end_no_delete BEFORE DELETE ON reading_letter_end
BEGIN SELECT RAISE(ABORT, 'reading_letter_end is append-only'); END;
