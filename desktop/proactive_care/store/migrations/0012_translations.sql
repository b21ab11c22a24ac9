-- Languages that a practice has had checked and signed off. A row is for one wording, known by its
-- hash: when the wording changes, no row fits any more and the language is locked again. The newest
-- row of a language counts; one with signed = 0 takes the sign-off back.

CREATE TABLE translation_sign_off (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  language   TEXT NOT NULL CHECK (length(language) >= 2),   -- 'pl'
  wording    TEXT NOT NULL CHECK (length(wording) = 64),    -- SHA-256 of every text in it
  signed     INTEGER NOT NULL CHECK (signed IN (0, 1)),
  checked_by TEXT NOT NULL CHECK (signed = 0 OR length(trim(checked_by)) >= 3),
  reason     TEXT NOT NULL CHECK (signed = 1 OR length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX translation_sign_off_language ON translation_sign_off (language, entered_at);

CREATE TRIGGER translation_sign_off_no_update BEFORE UPDATE ON translation_sign_off
BEGIN SELECT RAISE(ABORT, 'translation_sign_off is append-only'); END;
CREATE TRIGGER translation_sign_off_no_delete BEFORE DELETE ON translation_sign_off
BEGIN SELECT RAISE(ABORT, 'translation_sign_off is append-only'); END;
