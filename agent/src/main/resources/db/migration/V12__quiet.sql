-- What people asked for: not to be told, or to be left in peace while they work.
CREATE TABLE silence (
  id        TEXT PRIMARY KEY,
  matchers  TEXT NOT NULL, -- JSON
  author    TEXT NOT NULL,
  reason    TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at   INTEGER NOT NULL
);

CREATE TABLE maintenance_window (
  id        TEXT PRIMARY KEY,
  gateways  TEXT NOT NULL, -- JSON: labels
  author    TEXT NOT NULL,
  reason    TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at   INTEGER NOT NULL
);
