-- What happened in the course of an incident beside its alerts: what was seen, told, done and noted.
CREATE TABLE chronicle (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  kind     TEXT NOT NULL,
  text     TEXT NOT NULL,
  detail   TEXT NOT NULL, -- JSON
  at       INTEGER NOT NULL
);
CREATE INDEX chronicle_incident ON chronicle (incident, id);
