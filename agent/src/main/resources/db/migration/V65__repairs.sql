-- Changes of gateways' configurations, each with its way back, written before they are made.
CREATE TABLE config_change (
  run     TEXT    NOT NULL,
  number  INTEGER NOT NULL,
  gateway TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  version TEXT    NOT NULL,
  patch   TEXT    NOT NULL,
  undo    TEXT    NOT NULL,
  redo    TEXT    NOT NULL,
  undone  INTEGER NOT NULL,
  PRIMARY KEY (run, number)
);
-- Configurations as they were, without secrets.
CREATE TABLE config_snapshot (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  run      TEXT    NOT NULL,
  gateway  TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  version  TEXT    NOT NULL,
  document TEXT    NOT NULL
);
-- Restarts of gateways that we asked for: a third within five minutes would trip their own breaker.
CREATE TABLE gateway_restart (
  gateway TEXT    NOT NULL,
  at      INTEGER NOT NULL
);
-- What a step showed to people before it was approved: only that may be done.
CREATE TABLE step_shown (
  run    TEXT    NOT NULL,
  number INTEGER NOT NULL,
  value  TEXT    NOT NULL,
  PRIMARY KEY (run, number)
);
-- Tunnel settings that a remedy changed, in force until the configured ones change.
CREATE TABLE tunnel_change (
  gateway    TEXT NOT NULL,
  tunnel     TEXT NOT NULL,
  configured TEXT NOT NULL,
  change     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (gateway, tunnel)
);
