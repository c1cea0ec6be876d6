-- Where every alert stands, and how it came there. Written before anybody is told.
CREATE TABLE alert (
  id            TEXT    PRIMARY KEY,
  rule          TEXT    NOT NULL,
  severity      TEXT    NOT NULL,
  gateway       TEXT    NOT NULL,
  subject       TEXT    NOT NULL, -- JSON: the labels beside the gateway
  labels        TEXT    NOT NULL, -- JSON
  message       TEXT    NOT NULL, -- JSON: annotations, receivers, runbook, evidence
  handling      TEXT    NOT NULL, -- JSON: suppressions, acknowledgement
  state         TEXT    NOT NULL,
  since         INTEGER,          -- of the state
  started_at    INTEGER,
  fired_at      INTEGER,
  ended_at      INTEGER,
  incident      TEXT,
  transition_no INTEGER NOT NULL,
  flapping      INTEGER NOT NULL
);
CREATE INDEX alert_state ON alert (state);

CREATE TABLE alert_transition (
  no        INTEGER PRIMARY KEY,
  alert     TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  state     TEXT    NOT NULL,
  because   TEXT    NOT NULL,
  evidence  TEXT    NOT NULL,
  at        INTEGER NOT NULL
);
CREATE INDEX alert_transition_alert ON alert_transition (alert, no);
CREATE INDEX alert_transition_at ON alert_transition (at);

-- When the agent was last alive: time spent down does not count towards `for`.
CREATE TABLE alert_clock (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  alive_at INTEGER NOT NULL
);
