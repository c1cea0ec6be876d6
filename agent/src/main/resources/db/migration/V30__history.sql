-- What was seen, and when: one number per subject and fact.
CREATE TABLE history_series (
  id      INTEGER PRIMARY KEY,
  gateway TEXT NOT NULL,
  labels  TEXT NOT NULL,
  fact    TEXT NOT NULL,
  UNIQUE (gateway, fact, labels)
);

-- When a value became another one. Neither amount nor word: it was not known, and why.
CREATE TABLE history_change (
  series  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  amount  REAL,
  word    TEXT,
  because TEXT,
  PRIMARY KEY (series, at)
) WITHOUT ROWID;

-- A minute's looks; minutes that are all alike are one row.
CREATE TABLE history_minute (
  series  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  low     REAL,
  high    REAL,
  total   REAL NOT NULL,
  amount  REAL,
  word    TEXT,
  looks   INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  PRIMARY KEY (series, at)
) WITHOUT ROWID;

CREATE TABLE history_hour (
  series  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  low     REAL,
  high    REAL,
  total   REAL NOT NULL,
  amount  REAL,
  word    TEXT,
  looks   INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  PRIMARY KEY (series, at)
) WITHOUT ROWID;

-- How long a gateway had which status on a day (UTC).
CREATE TABLE history_day (
  gateway TEXT NOT NULL,
  day     TEXT NOT NULL,
  status  TEXT NOT NULL,
  millis  INTEGER NOT NULL,
  PRIMARY KEY (gateway, day, status)
) WITHOUT ROWID;
