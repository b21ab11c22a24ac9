-- Wording of letters that a practice has changed, kept version by version. Nothing is changed in
-- place: going back to the shipped words is a version without changes.

CREATE TABLE letter_template (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  name       TEXT NOT NULL,         -- 'recall_invitation.en'
  version    INTEGER NOT NULL CHECK (version >= 1),
  changes    TEXT NOT NULL,         -- JSON: {key: {"text": now, "was": as shipped at the time}}
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  UNIQUE (name, version)
);

CREATE TRIGGER letter_template_no_update BEFORE UPDATE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter_template is append-only'); END;
CREATE TRIGGER letter_template_no_delete BEFORE DELETE ON letter_template
BEGIN SELECT RAISE(ABORT, 'letter_template is append-only'); END;
