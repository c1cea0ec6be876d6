-- One row for each run: `record` is the whole run as JSON, written ahead of every step.
CREATE TABLE remedy_run (
  id         TEXT    PRIMARY KEY,
  remedy     TEXT    NOT NULL,
  gateway    TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  record     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at   INTEGER
);
CREATE INDEX remedy_run_created ON remedy_run (created_at);
CREATE INDEX remedy_run_gateway ON remedy_run (gateway, created_at);

-- One try for each remedy and episode of an alert.
CREATE TABLE remedy_episode (
  episode TEXT    NOT NULL,
  remedy  TEXT    NOT NULL,
  gateway TEXT    NOT NULL,
  run     TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (episode, remedy, gateway)
);

-- What cooldown, budget and breaker remember of a remedy on a gateway. `starts` are milliseconds in a JSON list.
CREATE TABLE remedy_ledger (
  remedy     TEXT    NOT NULL,
  gateway    TEXT    NOT NULL,
  ended_at   INTEGER,
  starts     TEXT    NOT NULL,
  breaker    TEXT    NOT NULL,
  count      INTEGER NOT NULL,
  open_until INTEGER,
  PRIMARY KEY (remedy, gateway)
);

-- Who is at work on a gateway: one run at a time, held by the key.
CREATE TABLE remedy_lease (
  gateway TEXT    PRIMARY KEY,
  run     TEXT    NOT NULL,
  at      INTEGER NOT NULL
);

-- Every restart of a gateway's process by any remedy: the gateway itself keeps no count.
CREATE TABLE remedy_restart (
  gateway TEXT    NOT NULL,
  run     TEXT    NOT NULL,
  at      INTEGER NOT NULL
);

-- The stop switch.
CREATE TABLE remedy_switch (
  id      INTEGER PRIMARY KEY,
  stopped INTEGER NOT NULL,
  who     TEXT    NOT NULL,
  because TEXT    NOT NULL,
  at      INTEGER NOT NULL
);

-- Pages that were decided and perhaps not handed over before a crash.
CREATE TABLE remedy_page (
  key  TEXT    PRIMARY KEY,
  body TEXT    NOT NULL,
  at   INTEGER NOT NULL
);

-- Who did what and why. Lines are added, never changed, and leave only after 400 days.
CREATE TABLE remedy_audit (
  no      INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT    NOT NULL,
  run     TEXT    NOT NULL,
  remedy  TEXT    NOT NULL,
  gateway TEXT    NOT NULL,
  who     TEXT    NOT NULL,
  text    TEXT    NOT NULL,
  at      INTEGER NOT NULL
);
CREATE TRIGGER remedy_audit_is_not_changed BEFORE UPDATE ON remedy_audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER remedy_audit_is_kept BEFORE DELETE ON remedy_audit
WHEN OLD.at > (CAST(strftime('%s', 'now') AS INTEGER) - 400 * 86400) * 1000
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
