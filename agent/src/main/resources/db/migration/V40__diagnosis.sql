-- What was found to be wrong, for which alert and incident.
CREATE TABLE diagnosis (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  gateway  TEXT    NOT NULL,
  alert    TEXT,
  incident TEXT,
  cause    TEXT    NOT NULL,
  basis    TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  told     TEXT    NOT NULL
);
CREATE INDEX diagnosis_by_gateway ON diagnosis (gateway, at);
CREATE INDEX diagnosis_by_incident ON diagnosis (incident, at);
