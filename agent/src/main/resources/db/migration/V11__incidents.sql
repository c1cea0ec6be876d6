-- Alerts that belong together, and what happened to them in order.
CREATE TABLE incident (
  id        TEXT PRIMARY KEY,
  gateway   TEXT NOT NULL,
  severity  TEXT NOT NULL,
  root      TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER
);
CREATE INDEX incident_opened ON incident (opened_at);

CREATE TABLE incident_member (
  incident  TEXT NOT NULL,
  alert     TEXT NOT NULL,
  place     INTEGER NOT NULL,
  rule      TEXT NOT NULL,
  severity  TEXT NOT NULL,
  subject   TEXT NOT NULL, -- JSON: the labels beside the gateway
  joined_at INTEGER NOT NULL,
  left_at   INTEGER,
  PRIMARY KEY (incident, alert)
);

CREATE TABLE incident_timeline (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  kind     TEXT NOT NULL,
  text     TEXT NOT NULL,
  at       INTEGER NOT NULL
);
CREATE INDEX incident_timeline_incident ON incident_timeline (incident, id);
