-- The systemic meeting as it is held: a team's phases and agenda, sittings on boards, who was there, minutes.
--
-- A sitting is one case taken up in one meeting. It is on its board, so that every screen is in step by the board's events.

CREATE TABLE team_phase (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  team INTEGER NOT NULL REFERENCES team (id),  -- whose template; a team without rows uses the default one
  kind TEXT NOT NULL,                          -- one of enum phase_kind
  title TEXT,                                  -- the team's own name of it, or NULL: that of its kind
  prompt TEXT,                                 -- what is asked in it, or NULL: that of its kind
  minutes INTEGER NOT NULL,                    -- how long it should take
  position INTEGER NOT NULL                    -- 1, 2, 3 … in the team, without gaps
) STRICT;
CREATE INDEX team_phase_team ON team_phase (team, position);

CREATE TABLE agenda_item (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  team INTEGER NOT NULL REFERENCES team (id),  -- on whose agenda
  meeting INTEGER REFERENCES meeting (id),     -- of which meeting, or NULL: parked for another time
  occurs TEXT,                                 -- of which instance of a series, or NULL: held once, or parked
  board INTEGER NOT NULL REFERENCES board (id), -- the case
  minutes INTEGER NOT NULL,                    -- how long it should take
  question TEXT,                               -- what the presenter wants from the team, or NULL: not said yet
  is_consent_checked INTEGER NOT NULL,         -- 1: the client's consent to this was seen to
  is_map_checked INTEGER NOT NULL,             -- 1: the map is up to date
  position INTEGER NOT NULL,                   -- order among those of the same meeting, or of those parked
  author INTEGER NOT NULL REFERENCES account (id), -- who put it there
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL                  -- when anything in it last changed
) STRICT;
CREATE INDEX agenda_item_team ON agenda_item (team, meeting, occurs, position);

CREATE TABLE sitting (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  meeting INTEGER REFERENCES meeting (id),     -- the planned meeting that it is held in, or NULL
  occurs TEXT,                                 -- the instance of its series, or NULL
  minutes INTEGER,                             -- how long it should take, or NULL: as long as its phases
  facilitator INTEGER NOT NULL REFERENCES account (id), -- who leads
  presenter INTEGER REFERENCES account (id),   -- whose case it is and who listens while others reflect, or NULL
  client_part TEXT NOT NULL,                   -- one of enum client_part
  phase INTEGER NOT NULL,                      -- the sitting_phase that it is in
  phase_at INTEGER NOT NULL,                   -- since when
  speaker INTEGER REFERENCES account (id),     -- whose turn it is, or NULL
  speaker_at INTEGER,                          -- since when, or NULL
  began_at INTEGER NOT NULL,                   -- when
  ended_at INTEGER,                            -- over since, or NULL
  empty_at INTEGER,                            -- nobody is in it since, or NULL
  reason TEXT,                                 -- why it was taken up again after its end, the latest, or NULL
  PRIMARY KEY (board, id)
) STRICT;
CREATE INDEX sitting_open ON sitting (board) WHERE ended_at IS NULL;
CREATE INDEX sitting_meeting ON sitting (meeting, occurs);

CREATE TABLE sitting_phase (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number
  sitting INTEGER NOT NULL,                    -- of which sitting
  kind TEXT NOT NULL,                          -- one of enum phase_kind
  title TEXT,                                  -- as in team_phase
  prompt TEXT,                                 -- as in team_phase
  minutes INTEGER NOT NULL,                    -- how long it should take
  position INTEGER NOT NULL,                   -- 1, 2, 3 … in the sitting
  spent_ms INTEGER NOT NULL,                   -- how long it took, without the time since sitting.phase_at
  note INTEGER,                                -- what is written in it, or NULL: nothing yet
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, sitting) REFERENCES sitting (board, id),
  FOREIGN KEY (board, note) REFERENCES note (board, id)
) STRICT;
CREATE INDEX sitting_phase_of ON sitting_phase (board, sitting, position);

CREATE TABLE attendance (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number; whoever comes back has one more
  sitting INTEGER NOT NULL,                    -- of which sitting
  account INTEGER NOT NULL REFERENCES account (id), -- who
  role TEXT NOT NULL,                          -- one of enum role, as it was then
  unit_name TEXT,                              -- where they worked then, or NULL
  sector TEXT,                                 -- one of enum sector, likewise
  profession TEXT,                             -- one of enum profession, likewise
  came_at INTEGER NOT NULL,                    -- when
  left_at INTEGER,                             -- when, or NULL: still there
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, sitting) REFERENCES sitting (board, id)
) STRICT;
CREATE INDEX attendance_sitting ON attendance (board, sitting);
CREATE INDEX attendance_open ON attendance (board, account) WHERE left_at IS NULL;

CREATE TABLE hand (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number; in the order in which they went up
  sitting INTEGER NOT NULL,                    -- in which sitting
  account INTEGER NOT NULL REFERENCES account (id), -- whose
  raised_at INTEGER NOT NULL,                  -- when
  lowered_at INTEGER,                          -- when, or NULL: it is up
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, sitting) REFERENCES sitting (board, id)
) STRICT;
CREATE INDEX hand_up ON hand (board, sitting) WHERE lowered_at IS NULL;

CREATE TABLE minutes (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number
  sitting INTEGER NOT NULL,                    -- of which sitting
  note INTEGER NOT NULL,                       -- the live note that holds the text
  language TEXT NOT NULL,                      -- one of enum lang: of its headings
  status TEXT NOT NULL,                        -- one of enum minutes_status; a confirmed text that is changed is a draft again
  version INTEGER,                             -- of the note: as it was last confirmed or closed, or NULL
  reason TEXT,                                 -- why it was taken up again after it was closed, the latest, or NULL
  author INTEGER NOT NULL REFERENCES account (id), -- who had it made
  added_at INTEGER NOT NULL,                   -- when
  closed_at INTEGER,                           -- when, or NULL
  closed_by INTEGER REFERENCES account (id),   -- by whom, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, sitting) REFERENCES sitting (board, id),
  FOREIGN KEY (board, note) REFERENCES note (board, id)
) STRICT;
CREATE UNIQUE INDEX minutes_note ON minutes (board, note);
CREATE INDEX minutes_sitting ON minutes (board, sitting);

CREATE TABLE confirmation (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number
  minutes INTEGER NOT NULL,                    -- of which minutes
  account INTEGER NOT NULL REFERENCES account (id), -- who says that they are right
  version INTEGER NOT NULL,                    -- of the note, that they had before them
  at INTEGER NOT NULL,                         -- when
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, minutes) REFERENCES minutes (board, id)
) STRICT;
CREATE INDEX confirmation_minutes ON confirmation (board, minutes);
