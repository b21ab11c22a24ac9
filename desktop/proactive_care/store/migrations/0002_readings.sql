-- Readings: what patients and staff measured, and what must follow from it. Everything here is born
-- here: append-only (triggers at the end), UUIDv7, author, role and device. What is open, current or
-- waiting is derived from rows. Only drafts are scratch paper and may change.

-- Alerts come first: a red reading refers to one, so it cannot exist unless somebody was told -----

CREATE TABLE alert (
  id             TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient        INTEGER NOT NULL REFERENCES patient (id),
  band           TEXT NOT NULL CHECK (band IN ('emergency', 'red')),
  reading        TEXT NOT NULL,     -- as shown, e.g. '174/104'
  about          TEXT NOT NULL,     -- e.g. 'home mean, 7 days'
  reasons        TEXT NOT NULL,     -- JSON list
  told_clinician TEXT NOT NULL CHECK (length(trim(told_clinician)) >= 2),
  told_at        TEXT NOT NULL CHECK (told_at GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*'),
  told_how       TEXT NOT NULL,
  symptoms_asked INTEGER NOT NULL CHECK (symptoms_asked IN (0, 1)),
  entered_at     TEXT NOT NULL,
  by             TEXT NOT NULL,
  role           TEXT NOT NULL,
  device         TEXT NOT NULL
);
CREATE INDEX alert_patient ON alert (patient);

CREATE TABLE alert_outcome (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  alert      TEXT NOT NULL UNIQUE REFERENCES alert (id),
  outcome    TEXT NOT NULL CHECK (length(trim(outcome)) >= 2),
  note       TEXT NOT NULL DEFAULT '',
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);

-- The tray of paper forms ------------------------------------------------------------------------

CREATE TABLE tray_batch (
  id          TEXT PRIMARY KEY CHECK (length(id) = 36),
  received_on INTEGER NOT NULL,
  route       TEXT NOT NULL CHECK (route IN ('post', 'hand', 'dispensary', 'carer')),
  counted_in  INTEGER NOT NULL CHECK (counted_in > 0),
  entered_at  TEXT NOT NULL,
  by          TEXT NOT NULL,
  role        TEXT NOT NULL,
  device      TEXT NOT NULL
);

CREATE TABLE tray_form (
  id        TEXT PRIMARY KEY CHECK (length(id) = 36),
  batch     TEXT NOT NULL REFERENCES tray_batch (id),
  number    INTEGER NOT NULL,       -- in the batch, from 1
  kind      TEXT NOT NULL CHECK (kind IN ('bp diary', 'peak flow diary', 'reply slip')),
  form_code TEXT,
  UNIQUE (batch, number)
);

-- What happened to a form: 'matched' says whose it is, the others are where it went (the last counts)
CREATE TABLE tray_step (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  form       TEXT NOT NULL REFERENCES tray_form (id),
  what       TEXT NOT NULL CHECK (what IN ('matched', 'done', 'unreadable', 'unknown person', 'sent back', 'reopened')),
  patient    INTEGER REFERENCES patient (id),
  note       TEXT NOT NULL DEFAULT '',
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (what <> 'matched' OR patient IS NOT NULL)
);
CREATE INDEX tray_step_form ON tray_step (form);

-- A form keyed for the two-person check; the second person does not see the first keying
CREATE TABLE tray_keying (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  form       TEXT NOT NULL REFERENCES tray_form (id),
  number     INTEGER NOT NULL CHECK (number IN (1, 2)),
  patient    INTEGER NOT NULL REFERENCES patient (id),
  content    TEXT NOT NULL,         -- JSON: readings and symptoms as keyed
  band       TEXT NOT NULL CHECK (band IN ('emergency', 'red', 'amber-high', 'amber', 'low', 'green', 'repeat')),
  alert      TEXT REFERENCES alert (id),
  figures    INTEGER,               -- second keying: figures compared
  mismatches INTEGER,               -- second keying: figures that differed
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  UNIQUE (form, number),
  CHECK (band NOT IN ('emergency', 'red') OR alert IS NOT NULL),
  CHECK ((number = 2) = (figures IS NOT NULL) AND (number = 2) = (mismatches IS NOT NULL))
);

-- The digital inbox: files from devices, until a person says whose they are -----------------------

CREATE TABLE inbox_item (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  file_name  TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  kind       TEXT NOT NULL,         -- 'Omron', 'Withings', …
  person     TEXT NOT NULL,         -- JSON: what the file says about whose it is
  content    TEXT NOT NULL,         -- JSON: the values read from it
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX inbox_item_sha256 ON inbox_item (sha256);

CREATE TABLE inbox_step (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  item       TEXT NOT NULL REFERENCES inbox_item (id),
  what       TEXT NOT NULL CHECK (what IN ('matched', 'filed', 'put aside', 'reopened')),
  patient    INTEGER REFERENCES patient (id),
  how        TEXT NOT NULL DEFAULT '', -- 'NHS number', 'form code', 'date of birth and name', 'a person'
  note       TEXT NOT NULL DEFAULT '',
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (what <> 'matched' OR patient IS NOT NULL)
);
CREATE INDEX inbox_step_item ON inbox_step (item);

-- Sessions and their single readings -------------------------------------------------------------

CREATE TABLE reading_session (
  id          TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient     INTEGER NOT NULL REFERENCES patient (id),
  kind        TEXT NOT NULL,        -- 'bp diary', 'bp clinic', 'peak flow diary', or a question set
  channel     TEXT NOT NULL CHECK (channel IN ('paper', 'phone', 'digital', 'carer', 'clinic')),
  setting     TEXT NOT NULL CHECK (setting IN ('clinic', 'home', 'ambulatory')),
  first_day   INTEGER NOT NULL,
  last_day    INTEGER NOT NULL,
  taken_by    TEXT NOT NULL,        -- 'patient', 'staff', or who the carer is and with what permission
  form_code   TEXT,
  tray_form   TEXT REFERENCES tray_form (id),
  inbox_item  TEXT REFERENCES inbox_item (id),
  note        TEXT NOT NULL DEFAULT '',
  status      TEXT NOT NULL CHECK (status IN ('valid', 'incomplete', 'unreliable', 'recorded')),
  days        INTEGER NOT NULL,
  pairs_used  INTEGER NOT NULL,
  systolic    REAL,                 -- unrounded mean, or the one pressure, in mmHg
  diastolic   REAL,
  band        TEXT CHECK (band IN ('emergency', 'red', 'amber-high', 'amber', 'low', 'green', 'repeat')),
  reasons     TEXT NOT NULL,        -- JSON list: every rule that was met
  symptoms    TEXT NOT NULL,        -- JSON list
  age         INTEGER,              -- completed years that the band was computed with
  af          INTEGER NOT NULL DEFAULT 0 CHECK (af IN (0, 1)), -- whether atrial fibrillation was known
  fingerprint TEXT NOT NULL,        -- of the values: recognises the same diary
  alert       TEXT REFERENCES alert (id),
  corrects    TEXT REFERENCES reading_session (id),
  entered_at  TEXT NOT NULL,
  by          TEXT NOT NULL,
  role        TEXT NOT NULL,
  device      TEXT NOT NULL,
  CHECK (first_day <= last_day),
  CHECK (band IS NULL OR band NOT IN ('emergency', 'red') OR alert IS NOT NULL),
  CHECK ((kind IN ('bp diary', 'bp clinic')) = (band IS NOT NULL)),
  CHECK (status <> 'valid' OR (systolic IS NOT NULL AND diastolic IS NOT NULL))
);
CREATE INDEX reading_session_patient ON reading_session (patient, last_day);
CREATE INDEX reading_session_fingerprint ON reading_session (fingerprint);
CREATE INDEX reading_session_tray ON reading_session (tray_form) WHERE tray_form IS NOT NULL;

CREATE TABLE reading (
  id        TEXT PRIMARY KEY CHECK (length(id) = 36),
  session   TEXT NOT NULL REFERENCES reading_session (id),
  place     INTEGER NOT NULL,       -- order of entry, from 1
  what      TEXT NOT NULL,          -- 'blood pressure', or the field of a question set
  day       INTEGER NOT NULL,
  part      TEXT NOT NULL CHECK (part IN ('morning', 'evening', '')),
  number    INTEGER NOT NULL,       -- 1st, 2nd … reading of that part
  time      TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL CHECK (state IN ('written', 'not written', 'cannot be read')),
  systolic  INTEGER CHECK (systolic BETWEEN 50 AND 300),
  diastolic INTEGER CHECK (diastolic BETWEEN 20 AND 200),
  pulse     INTEGER CHECK (pulse BETWEEN 20 AND 250),
  irregular INTEGER NOT NULL DEFAULT 0 CHECK (irregular IN (0, 1)),
  confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),
  value     REAL,
  answer    TEXT,
  unit      TEXT NOT NULL DEFAULT '',
  UNIQUE (session, place),
  CHECK (systolic > diastolic),
  CHECK (what <> 'blood pressure' OR (value IS NULL AND answer IS NULL))
);

-- Wrong patient, wrong figures: the old session stays, and this says that it no longer counts
CREATE TABLE session_withdrawal (
  id          TEXT PRIMARY KEY CHECK (length(id) = 36),
  session     TEXT NOT NULL UNIQUE REFERENCES reading_session (id),
  replaced_by TEXT UNIQUE REFERENCES reading_session (id),
  reason      TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at  TEXT NOT NULL,
  by          TEXT NOT NULL,
  role        TEXT NOT NULL,
  device      TEXT NOT NULL
);

-- Which session a source of clinical events is. The events are derived: withdrawing removes them.
CREATE TABLE session_source (
  source  INTEGER PRIMARY KEY REFERENCES source (id),
  session TEXT NOT NULL UNIQUE REFERENCES reading_session (id)
);

-- Who must do what by when, because of a session
CREATE TABLE task (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  session    TEXT NOT NULL REFERENCES reading_session (id),
  patient    INTEGER NOT NULL REFERENCES patient (id),
  band       TEXT NOT NULL,
  what       TEXT NOT NULL,         -- 'review', 'result letter', 'ask for more days', 'manual reading'
  who        TEXT NOT NULL,         -- whose work it is, in words; empty: anybody
  due        INTEGER,
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX task_session ON task (session);

CREATE TABLE task_outcome (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  task       TEXT NOT NULL UNIQUE REFERENCES task (id),
  outcome    TEXT NOT NULL CHECK (length(trim(outcome)) >= 2),
  note       TEXT NOT NULL DEFAULT '',
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);

-- Monitors: the practice's own, on loan, and patients' own ----------------------------------------

CREATE TABLE monitor (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  asset      TEXT NOT NULL UNIQUE,  -- the number on its label
  model      TEXT NOT NULL,
  cuff       TEXT NOT NULL,         -- 'small', 'medium', 'large', 'extra large'
  validated  TEXT NOT NULL,         -- the list that names it, or empty: not known to be validated
  owner      INTEGER REFERENCES patient (id), -- NULL: the practice
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);

CREATE TABLE monitor_step (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  monitor    TEXT NOT NULL REFERENCES monitor (id),
  what       TEXT NOT NULL CHECK (what IN ('lent', 'given', 'returned', 'lost', 'found', 'cleaned', 'calibrated', 'retired', 'reminded')),
  patient    INTEGER REFERENCES patient (id),
  due        INTEGER,               -- when a loan ends, or the next calibration
  note       TEXT NOT NULL DEFAULT '',
  day        INTEGER NOT NULL,
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (what NOT IN ('lent', 'given') OR patient IS NOT NULL),
  CHECK (what NOT IN ('lent', 'calibrated') OR due IS NOT NULL)
);
CREATE INDEX monitor_step_monitor ON monitor_step (monitor);

-- Scratch paper: what is half typed, so that a crash loses nothing. Gone once filed or thrown away.
CREATE TABLE reading_draft (
  id        TEXT PRIMARY KEY CHECK (length(id) = 36),
  patient   INTEGER NOT NULL REFERENCES patient (id),
  kind      TEXT NOT NULL,
  tray_form TEXT REFERENCES tray_form (id),
  content   TEXT NOT NULL,          -- JSON
  saved_at  TEXT NOT NULL,
  by        TEXT NOT NULL,
  role      TEXT NOT NULL,
  device    TEXT NOT NULL
);
CREATE INDEX reading_draft_patient ON reading_draft (patient);

-- Guards -----------------------------------------------------------------------------------------

CREATE TRIGGER reading_session_alert BEFORE INSERT ON reading_session
WHEN NEW.band IN ('emergency', 'red')
 AND NOT EXISTS (SELECT 1 FROM alert WHERE id = NEW.alert AND patient = NEW.patient)
BEGIN SELECT RAISE(ABORT, 'a red reading is not filed before a named clinician was told'); END;
CREATE TRIGGER tray_keying_alert BEFORE INSERT ON tray_keying
WHEN NEW.band IN ('emergency', 'red')
 AND NOT EXISTS (SELECT 1 FROM alert WHERE id = NEW.alert AND patient = NEW.patient)
BEGIN SELECT RAISE(ABORT, 'a red reading is not kept before a named clinician was told'); END;
CREATE TRIGGER session_withdrawal_replaced BEFORE INSERT ON session_withdrawal
WHEN NEW.replaced_by IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM reading_session WHERE id = NEW.replaced_by AND corrects = NEW.session)
BEGIN SELECT RAISE(ABORT, 'a session is replaced only by the one that corrects it'); END;
CREATE TRIGGER alert_no_update BEFORE UPDATE ON alert
BEGIN SELECT RAISE(ABORT, 'alert is append-only'); END;
CREATE TRIGGER alert_no_delete BEFORE DELETE ON alert
BEGIN SELECT RAISE(ABORT, 'alert is append-only'); END;
CREATE TRIGGER alert_outcome_no_update BEFORE UPDATE ON alert_outcome
BEGIN SELECT RAISE(ABORT, 'alert_outcome is append-only'); END;
CREATE TRIGGER alert_outcome_no_delete BEFORE DELETE ON alert_outcome
BEGIN SELECT RAISE(ABORT, 'alert_outcome is append-only'); END;
CREATE TRIGGER tray_batch_no_update BEFORE UPDATE ON tray_batch
BEGIN SELECT RAISE(ABORT, 'tray_batch is append-only'); END;
CREATE TRIGGER tray_batch_no_delete BEFORE DELETE ON tray_batch
BEGIN SELECT RAISE(ABORT, 'tray_batch is append-only'); END;
CREATE TRIGGER tray_form_no_update BEFORE UPDATE ON tray_form
BEGIN SELECT RAISE(ABORT, 'tray_form is append-only'); END;
CREATE TRIGGER tray_form_no_delete BEFORE DELETE ON tray_form
BEGIN SELECT RAISE(ABORT, 'tray_form is append-only'); END;
CREATE TRIGGER tray_step_no_update BEFORE UPDATE ON tray_step
BEGIN SELECT RAISE(ABORT, 'tray_step is append-only'); END;
CREATE TRIGGER tray_step_no_delete BEFORE DELETE ON tray_step
BEGIN SELECT RAISE(ABORT, 'tray_step is append-only'); END;
CREATE TRIGGER tray_keying_no_update BEFORE UPDATE ON tray_keying
BEGIN SELECT RAISE(ABORT, 'tray_keying is append-only'); END;
CREATE TRIGGER tray_keying_no_delete BEFORE DELETE ON tray_keying
BEGIN SELECT RAISE(ABORT, 'tray_keying is append-only'); END;
CREATE TRIGGER inbox_item_no_update BEFORE UPDATE ON inbox_item
BEGIN SELECT RAISE(ABORT, 'inbox_item is append-only'); END;
CREATE TRIGGER inbox_item_no_delete BEFORE DELETE ON inbox_item
BEGIN SELECT RAISE(ABORT, 'inbox_item is append-only'); END;
CREATE TRIGGER inbox_step_no_update BEFORE UPDATE ON inbox_step
BEGIN SELECT RAISE(ABORT, 'inbox_step is append-only'); END;
CREATE TRIGGER inbox_step_no_delete BEFORE DELETE ON inbox_step
BEGIN SELECT RAISE(ABORT, 'inbox_step is append-only'); END;
CREATE TRIGGER reading_session_no_update BEFORE UPDATE ON reading_session
BEGIN SELECT RAISE(ABORT, 'reading_session is append-only'); END;
CREATE TRIGGER reading_session_no_delete BEFORE DELETE ON reading_session
BEGIN SELECT RAISE(ABORT, 'reading_session is append-only'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'reading is append-only'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'reading is append-only'); END;
CREATE TRIGGER session_withdrawal_no_update BEFORE UPDATE ON session_withdrawal
BEGIN SELECT RAISE(ABORT, 'session_withdrawal is append-only'); END;
CREATE TRIGGER session_withdrawal_no_delete BEFORE DELETE ON session_withdrawal
BEGIN SELECT RAISE(ABORT, 'session_withdrawal is append-only'); END;
CREATE TRIGGER task_no_update BEFORE UPDATE ON task
BEGIN SELECT RAISE(ABORT, 'task is append-only'); END;
CREATE TRIGGER task_no_delete BEFORE DELETE ON task
BEGIN SELECT RAISE(ABORT, 'task is append-only'); END;
CREATE TRIGGER task_outcome_no_update BEFORE UPDATE ON task_outcome
BEGIN SELECT RAISE(ABORT, 'task_outcome is append-only'); END;
CREATE TRIGGER task_outcome_no_delete BEFORE DELETE ON task_outcome
BEGIN SELECT RAISE(ABORT, 'task_outcome is append-only'); END;
CREATE TRIGGER monitor_no_update BEFORE UPDATE ON monitor
BEGIN SELECT RAISE(ABORT, 'monitor is append-only'); END;
CREATE TRIGGER monitor_no_delete BEFORE DELETE ON monitor
BEGIN SELECT RAISE(ABORT, 'monitor is append-only'); END;
CREATE TRIGGER monitor_step_no_update BEFORE UPDATE ON monitor_step
BEGIN SELECT RAISE(ABORT, 'monitor_step is append-only'); END;
CREATE TRIGGER monitor_step_no_delete BEFORE DELETE ON monitor_step
BEGIN SELECT RAISE(ABORT, 'monitor_step is append-only'); END;
