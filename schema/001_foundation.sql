-- Foundation: who works here, the case boards, their cards, and the log of every change.
--
-- Ids come from the table number, one space for all nouns, so that an id of the wrong noun or board never fits by chance.
-- Everything on a board is keyed (board, id). Instants are ms since 1970 UTC (_at), local dates are YYYY-MM-DD (_on).

CREATE TABLE number (
  name TEXT NOT NULL PRIMARY KEY,              -- 'id' for all nouns, 'board.2026' for the codes of a year
  last INTEGER NOT NULL                        -- the highest number given out
) STRICT;

CREATE TABLE organisation (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  name TEXT NOT NULL,                          -- as users see it
  added_at INTEGER NOT NULL                    -- when
) STRICT;

CREATE TABLE unit (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  organisation INTEGER NOT NULL REFERENCES organisation (id), -- whose unit
  name TEXT NOT NULL,                          -- as users see it, unique in its organisation
  sector TEXT NOT NULL,                        -- one of enum sector
  added_at INTEGER NOT NULL,                   -- when
  ended_at INTEGER,                            -- closed down, or NULL
  UNIQUE (organisation, name)
) STRICT;

CREATE TABLE account (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  organisation INTEGER NOT NULL REFERENCES organisation (id), -- whose employee
  name TEXT NOT NULL UNIQUE,                   -- what one signs in with, lower case
  full_name TEXT NOT NULL,                     -- as colleagues see it
  language TEXT NOT NULL,                      -- one of enum lang
  password TEXT NOT NULL,                      -- argon2id string, or '!' where nobody may sign in
  seal TEXT NOT NULL,                          -- random; its browsers lock with it what waits to be sent; changes with the password
  is_admin INTEGER NOT NULL,                   -- 1: manages units and accounts and sees no board
  is_demo INTEGER NOT NULL,                    -- 1: made by the demo, refused unless the server runs as a demo
  added_at INTEGER NOT NULL,                   -- when
  ended_at INTEGER                             -- may no longer sign in since, or NULL
) STRICT;

CREATE TABLE membership (
  unit INTEGER NOT NULL REFERENCES unit (id),  -- where
  account INTEGER NOT NULL REFERENCES account (id), -- who
  profession TEXT NOT NULL,                    -- one of enum profession
  added_at INTEGER NOT NULL,                   -- since
  PRIMARY KEY (unit, account)
) STRICT;
CREATE INDEX membership_account ON membership (account);

CREATE TABLE session (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number; what its owner ends it by
  hash BLOB NOT NULL UNIQUE,                   -- BLAKE2b of the token; the token itself is never stored
  account INTEGER NOT NULL REFERENCES account (id), -- whose
  program TEXT NOT NULL,                       -- browser and system in a few words, for the owner's list
  began_at INTEGER NOT NULL,                   -- sign-in
  seen_at INTEGER NOT NULL,                    -- last use, to the minute
  ends_at INTEGER NOT NULL                     -- the end at the latest, or when it was ended
) STRICT;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_ends ON session (ends_at);

CREATE TABLE throttle (
  who BLOB NOT NULL PRIMARY KEY,               -- hash of sign-in name and address, or of an address alone
  failures INTEGER NOT NULL,                   -- in a row
  open_at INTEGER NOT NULL                     -- the next try is heard from then on
) STRICT;

CREATE TABLE board (
  id INTEGER NOT NULL PRIMARY KEY,             -- from number
  code TEXT NOT NULL UNIQUE,                   -- K-YYYY-NNNN, the only name of the case that may leave the server
  title TEXT NOT NULL,                         -- what the team calls the case
  organisation INTEGER NOT NULL REFERENCES organisation (id), -- whose case
  added_at INTEGER NOT NULL,                   -- when
  archived_at INTEGER                          -- read-only since, or NULL
) STRICT;

CREATE TABLE participant (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  account INTEGER NOT NULL REFERENCES account (id), -- who
  role TEXT NOT NULL,                          -- one of enum role
  joined_at INTEGER NOT NULL,                  -- since
  left_at INTEGER,                             -- out since, or NULL
  PRIMARY KEY (board, account)
) STRICT;
CREATE INDEX participant_account ON participant (account);

CREATE TABLE card (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  kind TEXT NOT NULL,                          -- one of enum card_kind
  text TEXT NOT NULL,                          -- the statement itself
  asked_of TEXT,                               -- to whom a question goes, or NULL
  standing TEXT NOT NULL,                      -- one of enum standing: hypotheses are open, kept or let go
  rank TEXT NOT NULL,                          -- place on the board; compares byte by byte
  author INTEGER NOT NULL REFERENCES account (id), -- who wrote it first
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL,                 -- when its words, place or standing last changed
  removed_at INTEGER,                          -- taken off the board, can be restored, or NULL
  PRIMARY KEY (board, id)
) STRICT;
CREATE UNIQUE INDEX card_rank ON card (board, rank);

CREATE TABLE link (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  from_card INTEGER NOT NULL,                  -- the card that says something of another
  to_card INTEGER NOT NULL,                    -- the other
  kind TEXT NOT NULL,                          -- one of enum link_kind
  author INTEGER NOT NULL REFERENCES account (id), -- who drew it
  added_at INTEGER NOT NULL,                   -- when
  removed_at INTEGER,                          -- taken away, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, from_card) REFERENCES card (board, id),
  FOREIGN KEY (board, to_card) REFERENCES card (board, id)
) STRICT;
CREATE INDEX link_from ON link (board, from_card);
CREATE INDEX link_to ON link (board, to_card);

CREATE TABLE event (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  seq INTEGER NOT NULL,                        -- 1, 2, 3 … on each board, without gaps
  name TEXT NOT NULL,                          -- noun.participle, such as card.added
  account INTEGER,                             -- who did it, or NULL for the system
  at INTEGER NOT NULL,                         -- when
  after_json TEXT NOT NULL,                    -- what every open board is told: noun, id, changed fields
  was_json TEXT NOT NULL,                      -- the same fields as they were before; stays on the server
  PRIMARY KEY (board, seq)
) STRICT;

CREATE TABLE outcome (
  account INTEGER NOT NULL,                    -- the sender; 0 for the command line
  key TEXT NOT NULL,                           -- the sender's own key for the command
  asked BLOB NOT NULL,                         -- hash of command and parameters: the same key may not mean two things
  err TEXT NOT NULL,                           -- '' for done, else the refusal's wire name
  result_json TEXT NOT NULL,                   -- the answer that was given
  at INTEGER NOT NULL,                         -- when; removed 30 days later
  PRIMARY KEY (account, key)
) STRICT;
CREATE INDEX outcome_at ON outcome (at);
