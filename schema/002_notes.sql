-- Live notes: shared texts, every change of them, and texts as they stood now and then.
--
-- The log is the truth; note_text only shortens the way to a version. Lengths and positions count UTF-16 units, as
-- browsers do.

CREATE TABLE note (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  kind TEXT NOT NULL,                          -- one of enum note_kind; a private one is its author's alone
  title TEXT NOT NULL,                         -- what the team calls it
  author INTEGER NOT NULL REFERENCES account (id), -- who began it
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL,                 -- when somebody last wrote in it, to the minute
  changed_by INTEGER NOT NULL REFERENCES account (id), -- who that was
  removed_at INTEGER,                          -- taken off the board, can be restored, or NULL
  PRIMARY KEY (board, id)
) STRICT;

CREATE TABLE note_update (
  board INTEGER NOT NULL,                      -- where
  note INTEGER NOT NULL,                       -- which note
  version INTEGER NOT NULL,                    -- 1, 2, 3 … in each note, without gaps: the text after this update
  account INTEGER NOT NULL REFERENCES account (id), -- who wrote it
  client TEXT NOT NULL,                        -- the editor it came from: random, anew for each editor state
  at INTEGER NOT NULL,                         -- when
  changes_json TEXT NOT NULL,                  -- change set over the text of the version before, as CodeMirror writes it
  added INTEGER NOT NULL,                      -- units put in
  removed INTEGER NOT NULL,                    -- units taken out
  step INTEGER NOT NULL,                       -- version at which this stretch of writing began: what history shows as one
  restores INTEGER,                            -- the version whose text this update brings back, or NULL
  PRIMARY KEY (board, note, version),
  FOREIGN KEY (board, note) REFERENCES note (board, id)
) STRICT;
CREATE INDEX note_update_step ON note_update (board, note, step);

CREATE TABLE note_text (
  board INTEGER NOT NULL,                      -- where
  note INTEGER NOT NULL,                       -- which note
  version INTEGER NOT NULL,                    -- the version whose text this is
  text TEXT NOT NULL,                          -- the whole text
  runs_json TEXT NOT NULL,                     -- who wrote it: [[units, account, step], …] from the start to the end
  is_kept INTEGER NOT NULL,                    -- 0: the next one takes its place; 1: stays, so that old versions are near
  PRIMARY KEY (board, note, version),
  FOREIGN KEY (board, note) REFERENCES note (board, id)
) STRICT;
