-- What the agent remembers of itself.
CREATE TABLE agent_note (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  at   INTEGER NOT NULL
);
