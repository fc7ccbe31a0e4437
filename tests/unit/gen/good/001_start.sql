-- A tiny schema for the tests of the generator: every type, every form of statement, every kind of command.

CREATE TABLE number (
  name TEXT NOT NULL PRIMARY KEY,  -- what is counted
  last INTEGER NOT NULL            -- the highest number given out
) STRICT;

CREATE TABLE board (
  id INTEGER NOT NULL PRIMARY KEY, -- from number
  title TEXT NOT NULL              -- it's free; "ääkkösiä" too
) STRICT;

CREATE TABLE note (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,             -- from number
  tone TEXT,                       -- one of enum tone, or NULL
  text TEXT NOT NULL               /* a comment may also, for once, look (like this) */,
  weight INTEGER
    CHECK (weight IN (0, 1, 2)),   -- how heavy, or NULL; its comment is on the line where it ends
  removed_at INTEGER,              -- taken away, or NULL
  PRIMARY KEY (board, id)
) STRICT;
CREATE INDEX note_tone ON note (board, tone);
