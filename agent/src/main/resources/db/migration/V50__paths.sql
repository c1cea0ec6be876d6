-- Which path to each gateway was in use, so that a restarted agent goes on where it was.
CREATE TABLE path_in_use (
  gateway    TEXT    PRIMARY KEY,
  path       TEXT    NOT NULL,
  since      INTEGER NOT NULL,
  held_until INTEGER,
  losses     TEXT    NOT NULL
);
