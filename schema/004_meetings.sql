-- Teams, meetings and their series, who is invited, follow-ups, and calendar feeds.
--
-- Meetings are planned in local time: YYYY-MM-DDTHH:MM in their zone. One instance of a series is known by the local start
-- that the series gives it, whatever became of it later (RFC 5545 § 3.8.4.4, RECURRENCE-ID).

CREATE TABLE team (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  organisation INTEGER NOT NULL REFERENCES organisation (id), -- whose team
  name TEXT NOT NULL,                          -- as its members call it
  added_at INTEGER NOT NULL,                   -- when
  ended_at INTEGER,                            -- works together no more since, or NULL
  UNIQUE (organisation, name)
) STRICT;

CREATE TABLE team_member (
  team INTEGER NOT NULL REFERENCES team (id),  -- where
  account INTEGER NOT NULL REFERENCES account (id), -- who
  role TEXT NOT NULL,                          -- one of enum team_role
  joined_at INTEGER NOT NULL,                  -- since
  left_at INTEGER,                             -- out since, or NULL
  PRIMARY KEY (team, account)
) STRICT;
CREATE INDEX team_member_account ON team_member (account);

CREATE TABLE meeting (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  board INTEGER REFERENCES board (id),         -- of one case,
  team INTEGER REFERENCES team (id),           --   or of a team; one of the two
  title TEXT NOT NULL,                         -- what it is called
  start TEXT NOT NULL,                         -- local start; of a series, that of its first instance
  tz TEXT NOT NULL,                            -- IANA name of the zone that start is in
  minutes INTEGER NOT NULL,                    -- how long
  place TEXT,                                  -- where people meet, or NULL
  link TEXT,                                   -- https address of the call, or NULL
  rrule TEXT,                                  -- RFC 5545 § 3.3.10, as include/cal/cal.h allows it, or NULL: once
  cancelled_at INTEGER,                        -- all of it, since, or NULL
  cancel_note TEXT,                            -- what those who are invited should know, or NULL
  follows INTEGER REFERENCES meeting (id),     -- the series that was cut short for this one, or NULL
  revision INTEGER NOT NULL,                   -- counts changes; SEQUENCE in calendars
  author INTEGER NOT NULL REFERENCES account (id), -- who planned it
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL                  -- when it, or one of its instances, last changed
) STRICT;
CREATE INDEX meeting_board ON meeting (board);
CREATE INDEX meeting_team ON meeting (team);

CREATE TABLE occurrence (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  meeting INTEGER NOT NULL REFERENCES meeting (id), -- of which series
  occurs TEXT NOT NULL,                        -- the local start that the series gives it
  title TEXT NOT NULL,                         -- as it is for this one
  start TEXT NOT NULL,                         -- likewise, local
  minutes INTEGER NOT NULL,                    -- likewise
  place TEXT,                                  -- likewise
  link TEXT,                                   -- likewise
  cancelled_at INTEGER,                        -- since, or NULL
  cancel_note TEXT,                            -- why, or NULL
  changed_at INTEGER NOT NULL,                 -- when
  UNIQUE (meeting, occurs)
) STRICT;

CREATE TABLE invitation (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  meeting INTEGER NOT NULL REFERENCES meeting (id), -- to what
  occurs TEXT NOT NULL,                        -- one instance of a series, or '': all of it
  account INTEGER NOT NULL REFERENCES account (id), -- who
  answer TEXT NOT NULL,                        -- one of enum answer
  answered_at INTEGER,                         -- when, or NULL
  inviter INTEGER NOT NULL REFERENCES account (id), -- by whom
  removed_at INTEGER,                          -- not invited any more since, or NULL
  UNIQUE (meeting, occurs, account)
) STRICT;
CREATE INDEX invitation_account ON invitation (account);

CREATE TABLE follow_up (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  kind TEXT NOT NULL,                          -- one of enum follow_up_kind
  text TEXT NOT NULL,                          -- what is promised, or ''
  account INTEGER NOT NULL REFERENCES account (id), -- who answers for it
  from_on TEXT NOT NULL,                       -- first local day of the window
  until_on TEXT NOT NULL,                      -- last day; the same as from_on: a date
  outcome TEXT,                                -- what came of it, once it is done, or NULL
  reason TEXT,                                 -- why it was cancelled, or NULL
  author INTEGER NOT NULL REFERENCES account (id), -- who promised it
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL,                 -- when anything in it last changed
  done_at INTEGER,                             -- when it was, or NULL
  done_by INTEGER REFERENCES account (id),     -- who said so, or NULL
  cancelled_at INTEGER,                        -- when, or NULL
  PRIMARY KEY (board, id)
) STRICT;
CREATE INDEX follow_up_open ON follow_up (account) WHERE done_at IS NULL AND cancelled_at IS NULL;

CREATE TABLE calendar (
  account INTEGER NOT NULL PRIMARY KEY REFERENCES account (id), -- whose
  revision INTEGER NOT NULL,                   -- counts what changed in anything that a feed of theirs may show
  changed_at INTEGER NOT NULL                  -- when it last did
) STRICT;

CREATE TABLE feed (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  account INTEGER NOT NULL REFERENCES account (id), -- whose
  hash BLOB NOT NULL UNIQUE,                   -- BLAKE2b of the token in its address; the token itself is never stored
  secret BLOB NOT NULL,                        -- key of its UIDs, so that two feeds can't be held against each other
  scope TEXT NOT NULL,                         -- one of enum feed_scope
  target INTEGER,                              -- the team, unit or board, or NULL: mine
  detail TEXT NOT NULL,                        -- one of enum feed_detail: what it says of a case
  tasks TEXT NOT NULL,                         -- one of enum feed_tasks: how it shows what is due
  language TEXT NOT NULL,                      -- one of enum lang
  added_at INTEGER NOT NULL,                   -- when
  fetched_at INTEGER,                          -- last, to the minute, or NULL
  fetched_by TEXT,                             -- by which program, in a few words, or NULL
  fetch_count INTEGER NOT NULL,                -- how often
  ended_at INTEGER                             -- revoked since, or NULL
) STRICT;
CREATE INDEX feed_account ON feed (account);
