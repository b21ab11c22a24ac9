-- Reports. The backlog is measured against what the first import's sorting found: that figure is
-- frozen here, so that no later run, rule or import can move it. Starting again is a new row.

CREATE TABLE backlog_baseline (
  id         TEXT PRIMARY KEY CHECK (length(id) = 36),
  framework  TEXT NOT NULL,
  run        INTEGER NOT NULL REFERENCES stratification_run (id),
  as_of      INTEGER NOT NULL,
  pack       TEXT NOT NULL,
  version    TEXT NOT NULL,
  signed     INTEGER NOT NULL CHECK (signed IN (0, 1)),
  patients   INTEGER NOT NULL CHECK (patients > 0), -- on the register
  open       INTEGER NOT NULL,     -- of these, not in a low tier
  tiers      TEXT NOT NULL,        -- JSON {tier: patients}
  reason     TEXT NOT NULL CHECK (length(trim(reason)) >= 3),
  entered_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  role       TEXT NOT NULL,
  device     TEXT NOT NULL,
  CHECK (open BETWEEN 0 AND patients)
);
CREATE INDEX backlog_baseline_framework ON backlog_baseline (framework);

CREATE TRIGGER backlog_baseline_no_update BEFORE UPDATE ON backlog_baseline
BEGIN SELECT RAISE(ABORT, 'backlog_baseline is append-only'); END;
CREATE TRIGGER backlog_baseline_no_delete BEFORE DELETE ON backlog_baseline
BEGIN SELECT RAISE(ABORT, 'backlog_baseline is append-only'); END;
