-- What happened after an invitation, and what happens next. A contact says how it was made, which
-- invitation it answers, when the next step is due, and which address failed.

ALTER TABLE contact ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN invitation TEXT REFERENCES invitation (id);
ALTER TABLE contact ADD COLUMN next_on INTEGER;                    -- NULL: nothing more to do
ALTER TABLE contact ADD COLUMN address TEXT NOT NULL DEFAULT '';   -- simplified, to compare
CREATE INDEX contact_invitation ON contact (invitation) WHERE invitation IS NOT NULL;

-- The practice stops all invitations, and goes on again. The newest row counts.
CREATE TABLE recall_stop (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  stopped    INTEGER NOT NULL CHECK (stopped IN (0, 1)),
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);

-- The paper of a batch as it was printed: a reprint is the same whatever changes later.
CREATE TABLE batch_paper (
  batch     TEXT PRIMARY KEY REFERENCES recall_batch (id),
  letters   BLOB NOT NULL,
  sha256    TEXT NOT NULL,
  pages     INTEGER NOT NULL
);
CREATE TABLE batch_page (
  batch      TEXT NOT NULL REFERENCES batch_paper (batch),
  sequence   INTEGER NOT NULL,
  first_page INTEGER NOT NULL CHECK (first_page >= 1),   -- in the file of the batch
  pages      INTEGER NOT NULL CHECK (pages >= 1),        -- empty backs included
  PRIMARY KEY (batch, sequence)
) WITHOUT ROWID;

CREATE TABLE batch_reprint (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  batch      TEXT NOT NULL REFERENCES recall_batch (id),
  sequences  TEXT NOT NULL,         -- JSON list
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL
);
CREATE INDEX batch_reprint_batch ON batch_reprint (batch);

-- Guards -----------------------------------------------------------------------------------------

CREATE TRIGGER contact_same_patient BEFORE INSERT ON contact -- of a merged record too
WHEN (NEW.corrects IS NOT NULL
      AND NEW.patient IS NOT (SELECT patient FROM contact WHERE id = NEW.corrects))
  OR (NEW.invitation IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM invitation i JOIN patient p ON p.id = i.patient
                      WHERE i.id = NEW.invitation AND NEW.patient IN (p.id, p.merged_into)))
BEGIN SELECT RAISE(ABORT, 'a contact belongs to the patient of what it corrects or answers'); END;
CREATE TRIGGER recall_stop_no_update BEFORE UPDATE ON recall_stop
BEGIN SELECT RAISE(ABORT, 'recall_stop is append-only'); END;
CREATE TRIGGER recall_stop_no_delete BEFORE DELETE ON recall_stop
BEGIN SELECT RAISE(ABORT, 'recall_stop is append-only'); END;
CREATE TRIGGER batch_paper_no_update BEFORE UPDATE ON batch_paper
BEGIN SELECT RAISE(ABORT, 'batch_paper is append-only'); END;
CREATE TRIGGER batch_paper_no_delete BEFORE DELETE ON batch_paper
BEGIN SELECT RAISE(ABORT, 'batch_paper is append-only'); END;
CREATE TRIGGER batch_page_no_update BEFORE UPDATE ON batch_page
BEGIN SELECT RAISE(ABORT, 'batch_page is append-only'); END;
CREATE TRIGGER batch_page_no_delete BEFORE DELETE ON batch_page
BEGIN SELECT RAISE(ABORT, 'batch_page is append-only'); END;
CREATE TRIGGER batch_reprint_no_update BEFORE UPDATE ON batch_reprint
BEGIN SELECT RAISE(ABORT, 'batch_reprint is append-only'); END;
CREATE TRIGGER batch_reprint_no_delete BEFORE DELETE ON batch_reprint
BEGIN SELECT RAISE(ABORT, 'batch_reprint is append-only'); END;
