-- What is to be told, one row for each transition of an alert and each receiver. A row leaves only when it was told or given up.
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key         TEXT    NOT NULL,
  receiver    TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  firing      INTEGER NOT NULL,
  told        TEXT    NOT NULL,
  link        TEXT,
  at          INTEGER NOT NULL,
  UNIQUE (key, receiver)
);

-- What a receiver was last told of an alert: only who was told of the fire is told that it is out.
CREATE TABLE told (
  receiver    TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  firing      INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (receiver, fingerprint)
);
