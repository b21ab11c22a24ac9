-- The practice file. Days are proleptic Gregorian ordinals (date.toordinal()); moments are ISO 8601
-- text in UTC. Imported rows belong to their import and may be replaced by it; rows that are born
-- here are append-only (triggers at the end) and carry a UUIDv7.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL             -- JSON
) WITHOUT ROWID;

CREATE TABLE user (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE, -- casefolded
  full_name  TEXT NOT NULL,
  role       TEXT NOT NULL,
  active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL
);

CREATE TABLE audit (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  at            TEXT NOT NULL,
  user_name     TEXT NOT NULL,
  role          TEXT NOT NULL,
  device        TEXT NOT NULL,
  action        TEXT NOT NULL,     -- e.g. 'import.commit', 'patient.view', 'recall.print'
  patient       INTEGER,           -- patient.id, when it is about one
  detail        TEXT NOT NULL,     -- JSON
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL UNIQUE
);
CREATE INDEX audit_patient ON audit (patient) WHERE patient IS NOT NULL;

-- Where values come from -----------------------------------------------------------------------

CREATE TABLE source (
  id   INTEGER PRIMARY KEY,        -- order of arrival: a later source wins on the same day
  kind TEXT NOT NULL CHECK (kind IN ('import', 'reading_session'))
);

CREATE TABLE import_file (
  source           INTEGER PRIMARY KEY REFERENCES source (id),
  batch            TEXT NOT NULL,   -- UUIDv7 shared by files imported together
  report           TEXT NOT NULL,   -- identity of the report: profile and search name
  profile          TEXT NOT NULL,
  file_name        TEXT NOT NULL,
  sha256           TEXT NOT NULL,
  encoding         TEXT NOT NULL,
  run_date         INTEGER NOT NULL,
  run_date_from    TEXT NOT NULL,   -- 'file', 'given', 'modified time'
  imported_at      TEXT NOT NULL,
  imported_by      TEXT NOT NULL,
  mode             TEXT NOT NULL CHECK (mode IN ('replace', 'add')),
  rows_read        INTEGER NOT NULL,
  rows_accepted    INTEGER NOT NULL,
  rows_rejected    INTEGER NOT NULL,
  rows_ignored     INTEGER NOT NULL,
  ignored_reasons  TEXT NOT NULL,   -- JSON {reason: count}
  patients_added   INTEGER NOT NULL,
  patients_changed INTEGER NOT NULL,
  patients_gone    INTEGER NOT NULL,
  events_added     INTEGER NOT NULL,
  current          INTEGER NOT NULL DEFAULT 1, -- 0 once a later import of the report replaced its rows
  CHECK (rows_read = rows_accepted + rows_rejected + rows_ignored)
);
CREATE INDEX import_file_sha256 ON import_file (sha256);
CREATE INDEX import_file_report ON import_file (report, current);

CREATE TABLE import_rejection (
  source INTEGER NOT NULL REFERENCES import_file (source),
  line   INTEGER NOT NULL,         -- 1-based physical line in the file
  item   INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  value_shown TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (source, line, item)
) WITHOUT ROWID;

-- Patients -------------------------------------------------------------------------------------

CREATE TABLE patient (
  id              INTEGER PRIMARY KEY,
  nhs_number      TEXT UNIQUE,      -- ten digits; NULL: a person must settle who this is
  local_id        TEXT,
  family_name     TEXT NOT NULL DEFAULT '',
  given_name      TEXT NOT NULL DEFAULT '',
  title           TEXT NOT NULL DEFAULT '',
  date_of_birth   INTEGER,          -- NULL: unknown
  sex             TEXT NOT NULL DEFAULT 'U' CHECK (sex IN ('M', 'F', 'I', 'U')),
  address_1       TEXT NOT NULL DEFAULT '',
  address_2       TEXT NOT NULL DEFAULT '',
  address_3       TEXT NOT NULL DEFAULT '',
  address_4       TEXT NOT NULL DEFAULT '',
  village         TEXT NOT NULL DEFAULT '',
  postcode        TEXT NOT NULL DEFAULT '',
  home_phone      TEXT NOT NULL DEFAULT '',
  mobile_phone    TEXT NOT NULL DEFAULT '',
  email           TEXT NOT NULL DEFAULT '',
  ethnicity       TEXT,             -- ONS category key (domain.ethnicity); NULL: unknown
  language        TEXT NOT NULL DEFAULT '',
  interpreter     INTEGER,          -- NULL: unknown
  format_need     TEXT NOT NULL DEFAULT '',
  imd_quintile    INTEGER,          -- 1 is most deprived
  usual_gp        TEXT NOT NULL DEFAULT '',
  registered_on   INTEGER,
  deregistered_on INTEGER,
  date_of_death   INTEGER,
  sensitive       INTEGER NOT NULL DEFAULT 0,
  source          INTEGER REFERENCES import_file (source), -- where the demographics were last seen
  line            INTEGER,
  seen_in_latest  INTEGER NOT NULL DEFAULT 1  -- 0: gone from the newest extract, no reason found
);
CREATE INDEX patient_search ON patient -- covers the search box
  (family_name, given_name, date_of_birth, nhs_number, village, date_of_death, deregistered_on);
CREATE INDEX patient_birth ON patient (date_of_birth);
CREATE UNIQUE INDEX patient_local ON patient (local_id) WHERE nhs_number IS NULL AND local_id IS NOT NULL;

-- Clinical events: one row for each concept that a code belongs to (concept 0 = not yet mapped) -

CREATE TABLE concept (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE code (
  id     INTEGER PRIMARY KEY,
  system TEXT NOT NULL,             -- 'snomed', 'read2', 'ctv3', 'emis', 'dmd', 'term'
  code   TEXT NOT NULL,
  term   TEXT NOT NULL,
  UNIQUE (system, code, term)
);

CREATE TABLE clinical_event (
  patient    INTEGER NOT NULL,
  concept    INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  line       INTEGER NOT NULL,      -- physical line in the source file
  item       INTEGER NOT NULL,      -- several events can come from one line
  code       INTEGER NOT NULL,
  value      REAL,                  -- in the concept's unit (resources/codelists/concepts.csv)
  comparator INTEGER,               -- -1 recorded as '<value', 1 as '>value'
  PRIMARY KEY (patient, concept, day, source, line, item)
) WITHOUT ROWID;

CREATE TABLE medication_issue (
  patient  INTEGER NOT NULL,
  concept  INTEGER NOT NULL,        -- a drug class; concept 0 = no class known to the rules
  day      INTEGER NOT NULL,
  source   INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  item     INTEGER NOT NULL,
  product  INTEGER NOT NULL,        -- code.id of the product
  quantity TEXT,
  dosage   TEXT,
  PRIMARY KEY (patient, concept, day, source, line, item)
) WITHOUT ROWID;

-- What the importing source can answer at all: absence of a drug is only known if drugs were imported
CREATE TABLE import_coverage (
  source INTEGER NOT NULL REFERENCES import_file (source),
  what   TEXT NOT NULL,             -- 'patients', 'events', 'medications', or a patient column name
  PRIMARY KEY (source, what)
) WITHOUT ROWID;

-- Which patients a file that describes patients had: who is gone is a question to all current files
CREATE TABLE import_patient (
  source  INTEGER NOT NULL REFERENCES import_file (source),
  patient INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  PRIMARY KEY (source, patient)
) WITHOUT ROWID;

-- Stratification -------------------------------------------------------------------------------

CREATE TABLE pack_sign_off (
  id           TEXT PRIMARY KEY,
  pack         TEXT NOT NULL,
  version      TEXT NOT NULL,
  framework    TEXT NOT NULL,
  content_hash TEXT NOT NULL,       -- of the framework's rules: a changed rule is a new signature
  signed_by    TEXT NOT NULL,
  signed_at    TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  withdraws    TEXT                 -- id of the sign-off that this row takes back
);

CREATE TABLE stratification_run (
  id        INTEGER PRIMARY KEY,
  uuid      TEXT NOT NULL UNIQUE,
  as_of     INTEGER NOT NULL,
  at        TEXT NOT NULL,
  by        TEXT NOT NULL,
  cause     TEXT NOT NULL,          -- 'import', 'reading', 'asked'
  pack      TEXT NOT NULL,
  version   TEXT NOT NULL,
  framework TEXT NOT NULL,
  signed    INTEGER NOT NULL,       -- 0: results carry the watermark 'not signed off'
  patients  INTEGER NOT NULL
);
CREATE INDEX stratification_run_framework ON stratification_run (framework, id);

CREATE TABLE stratification_result (
  run             INTEGER NOT NULL REFERENCES stratification_run (id),
  patient         INTEGER NOT NULL,
  priority_group  TEXT NOT NULL,
  tier            TEXT NOT NULL,
  local_tier      TEXT,             -- tier after local adaptations, when it differs
  reasons         TEXT NOT NULL,    -- JSON list of short texts
  flags           TEXT NOT NULL,    -- JSON list
  could_not_check TEXT NOT NULL,    -- JSON list
  PRIMARY KEY (run, patient)
) WITHOUT ROWID;

-- Recall: born here ----------------------------------------------------------------------------

CREATE TABLE recall_batch (
  id        TEXT PRIMARY KEY,
  number    TEXT NOT NULL UNIQUE,   -- e.g. '2026-037'
  as_of     INTEGER NOT NULL,
  made_at   TEXT NOT NULL,
  made_by   TEXT NOT NULL,
  role      TEXT NOT NULL,
  device    TEXT NOT NULL,
  options   TEXT NOT NULL           -- JSON: order, basis, limit
);

CREATE TABLE form_code (
  code    TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,            -- 'invitation', 'bp diary', …
  patient INTEGER NOT NULL REFERENCES patient (id),
  made_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE invitation (
  id         TEXT PRIMARY KEY,
  batch      TEXT NOT NULL REFERENCES recall_batch (id),
  sequence   INTEGER NOT NULL,      -- position in the printed batch, from 1
  patient    INTEGER NOT NULL REFERENCES patient (id),
  number     INTEGER NOT NULL,      -- first, second, third invitation of this round
  channel    TEXT NOT NULL,
  format     TEXT NOT NULL,
  frameworks TEXT NOT NULL,         -- JSON list
  tier       TEXT NOT NULL,
  form_code  TEXT NOT NULL REFERENCES form_code (code),
  sheets     INTEGER NOT NULL,
  pages      INTEGER NOT NULL,
  at         TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  UNIQUE (batch, sequence),
  UNIQUE (batch, patient)
);
CREATE INDEX invitation_patient ON invitation (patient, at);

CREATE TABLE contact (
  id         TEXT PRIMARY KEY,
  patient    INTEGER NOT NULL REFERENCES patient (id),
  kind       TEXT NOT NULL,         -- 'letter', 'phone', 'review', 'booked', 'declined', 'paused', …
  outcome    TEXT NOT NULL DEFAULT '',
  until      INTEGER,               -- for a pause or a booked appointment
  note       TEXT NOT NULL DEFAULT '',
  corrects   TEXT REFERENCES contact (id),
  taken_on   INTEGER NOT NULL,
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX contact_patient ON contact (patient, taken_on);

-- Guards ---------------------------------------------------------------------------------------

CREATE TRIGGER audit_chained BEFORE INSERT ON audit
WHEN NEW.previous_hash IS NOT coalesce((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'audit rows must continue the chain'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows cannot be deleted'); END;
CREATE TRIGGER pack_sign_off_no_update BEFORE UPDATE ON pack_sign_off
BEGIN SELECT RAISE(ABORT, 'pack_sign_off is append-only'); END;
CREATE TRIGGER pack_sign_off_no_delete BEFORE DELETE ON pack_sign_off
BEGIN SELECT RAISE(ABORT, 'pack_sign_off is append-only'); END;
CREATE TRIGGER recall_batch_no_update BEFORE UPDATE ON recall_batch
BEGIN SELECT RAISE(ABORT, 'recall_batch is append-only'); END;
CREATE TRIGGER recall_batch_no_delete BEFORE DELETE ON recall_batch
BEGIN SELECT RAISE(ABORT, 'recall_batch is append-only'); END;
CREATE TRIGGER form_code_no_update BEFORE UPDATE ON form_code
BEGIN SELECT RAISE(ABORT, 'form_code is append-only'); END;
CREATE TRIGGER form_code_no_delete BEFORE DELETE ON form_code
BEGIN SELECT RAISE(ABORT, 'form_code is append-only'); END;
CREATE TRIGGER invitation_no_update BEFORE UPDATE ON invitation
BEGIN SELECT RAISE(ABORT, 'invitation is append-only'); END;
CREATE TRIGGER invitation_no_delete BEFORE DELETE ON invitation
BEGIN SELECT RAISE(ABORT, 'invitation is append-only'); END;
CREATE TRIGGER contact_no_update BEFORE UPDATE ON contact
BEGIN SELECT RAISE(ABORT, 'contact is append-only'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'contact is append-only'); END;
