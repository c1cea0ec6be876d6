-- What is to be told, one row for each transition of an alert and each receiver. A row leaves only when it was told or given up.
-- `notice` names what it goes out with, from the first try on: a retry, even after a crash, says the same under the same key.
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key         TEXT    NOT NULL,
  receiver    TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  firing      INTEGER NOT NULL,
  told        TEXT    NOT NULL,
  notice      TEXT,
  at          INTEGER NOT NULL,
  UNIQUE (key, receiver)
);
CREATE INDEX outbox_receiver ON outbox (receiver, fingerprint);

-- The fires that a receiver was told of and not yet of their end: only who was told of the fire is told that it is out.
CREATE TABLE told (
  receiver    TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  told        TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (receiver, fingerprint)
);

-- What was decided about telling an alert, and what became of it.
CREATE TABLE telling (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  occasion    TEXT    NOT NULL,
  outcome     TEXT    NOT NULL,
  receiver    TEXT    NOT NULL,
  because     TEXT    NOT NULL,
  at          INTEGER NOT NULL
);
CREATE INDEX telling_fingerprint ON telling (fingerprint, id);
