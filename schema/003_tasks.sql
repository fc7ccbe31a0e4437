-- Tasks across units: goals and their steps, tasks and what was done with them, services, what must come before what;
-- who keeps a unit's inbox, and how far each participant has seen a board.

ALTER TABLE membership ADD COLUMN is_keeper INTEGER NOT NULL DEFAULT 0; -- 1: named to keep the unit's inbox
ALTER TABLE participant ADD COLUMN seen_seq INTEGER NOT NULL DEFAULT 0; -- the latest event that they say they have seen

-- who keeps a unit's inbox: those who are named, or every member where nobody is
CREATE VIEW keeper AS
SELECT membership.unit, membership.account
  FROM membership JOIN account ON account.id = membership.account AND account.ended_at IS NULL
 WHERE membership.is_keeper = 1 OR NOT EXISTS
   (SELECT 1 FROM membership named JOIN account a ON a.id = named.account AND a.ended_at IS NULL
     WHERE named.unit = membership.unit AND named.is_keeper = 1);

CREATE TABLE goal (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  text TEXT NOT NULL,                          -- what is wanted, in the client's words
  sign TEXT NOT NULL,                          -- how we will see that it is reached, or ''
  status TEXT NOT NULL,                        -- one of enum goal_status
  card INTEGER,                                -- the card it was made of, or NULL
  author INTEGER NOT NULL REFERENCES account (id), -- who wrote it down
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL,                 -- when its words or status last changed
  removed_at INTEGER,                          -- taken off the board, can be restored, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, card) REFERENCES card (board, id)
) STRICT;

CREATE TABLE task (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  title TEXT NOT NULL,                         -- what is to be done
  text TEXT NOT NULL,                          -- more of it, or ''
  status TEXT NOT NULL,                        -- one of enum task_status
  unit INTEGER REFERENCES unit (id),           -- who answers for it; NULL: the client
  assignee INTEGER REFERENCES account (id),    -- the person in the unit, or NULL
  is_client INTEGER NOT NULL,                  -- 1: the client's own task, without unit and assignee
  client_view TEXT NOT NULL,                   -- one of enum client_view: what the client thinks of it
  due_on TEXT,                                 -- local date by which it should be done, or NULL
  goal INTEGER,                                -- the goal that it serves, or NULL
  card INTEGER,                                -- the card it was made of, or NULL
  author INTEGER NOT NULL REFERENCES account (id), -- who asks for it
  reason TEXT,                                 -- why it was declined, forwarded or cancelled, the latest, or NULL
  outcome TEXT,                                -- what came of it, once it is done, or NULL
  blocked_by_json TEXT NOT NULL,               -- ["task:41", …]: what must come before it and is open; see command/path.h
  added_at INTEGER NOT NULL,                   -- when
  changed_at INTEGER NOT NULL,                 -- when anything in it last changed
  ended_at INTEGER,                            -- done or cancelled since, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, goal) REFERENCES goal (board, id),
  FOREIGN KEY (board, card) REFERENCES card (board, id)
) STRICT;
CREATE INDEX task_open_unit ON task (unit) WHERE ended_at IS NULL;
CREATE INDEX task_open_assignee ON task (assignee) WHERE ended_at IS NULL;
CREATE INDEX task_declined ON task (board) WHERE status = 'declined';

CREATE TABLE task_act (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number
  task INTEGER NOT NULL,                       -- which task
  kind TEXT NOT NULL,                          -- one of enum task_act_kind: what was done with it
  account INTEGER REFERENCES account (id),     -- who did it, or NULL for the system
  unit INTEGER REFERENCES unit (id),           -- whose it was from then on; NULL: the client's
  assignee INTEGER REFERENCES account (id),    -- likewise
  text TEXT,                                   -- the reason or the outcome, or NULL
  despite TEXT,                                -- why it was done although it was blocked, or NULL
  at INTEGER NOT NULL,                         -- when
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, task) REFERENCES task (board, id)
) STRICT;
CREATE INDEX task_act_task ON task_act (board, task, id);

CREATE TABLE step (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  goal INTEGER,                                -- a small step towards this goal, or NULL
  task INTEGER,                                -- a part of this task, or NULL; one of the two
  text TEXT NOT NULL,                          -- what
  owner INTEGER REFERENCES account (id),       -- who takes care of it, or NULL
  due_on TEXT,                                 -- local date by which it should be done, or NULL
  done_at INTEGER,                             -- when it was, or NULL
  done_by INTEGER REFERENCES account (id),     -- who said so, or NULL
  author INTEGER NOT NULL REFERENCES account (id), -- who wrote it down
  added_at INTEGER NOT NULL,                   -- when
  removed_at INTEGER,                          -- taken away, can be restored, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, goal) REFERENCES goal (board, id),
  FOREIGN KEY (board, task) REFERENCES task (board, id)
) STRICT;

CREATE TABLE service (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  name TEXT NOT NULL,                          -- as the client and the team call it
  sector TEXT NOT NULL,                        -- one of enum sector
  kind TEXT,                                   -- one of enum service_kind, or NULL
  unit INTEGER REFERENCES unit (id),           -- who gives it, where it is a unit of ours, or NULL
  provider TEXT,                               -- who gives it, where it is somebody else, or NULL
  purpose TEXT,                                -- what it is for, or NULL
  contact TEXT,                                -- whom to call, or NULL
  from_on TEXT,                                -- local date since or from when, or NULL
  until_on TEXT,                               -- local date of the last day, or NULL
  status TEXT NOT NULL,                        -- one of enum service_status
  fit TEXT,                                    -- one of enum service_fit, or NULL: not judged
  fit_reason TEXT,                             -- why so, or NULL
  weight TEXT,                                 -- one of enum service_weight: decided whether a lighter one would do; NULL: undecided
  weight_reason TEXT,                          -- why so, or NULL
  decided_by INTEGER REFERENCES account (id),  -- by whom, or NULL
  decided_at INTEGER,                          -- when, or NULL
  blocked_by_json TEXT NOT NULL,               -- as in task
  author INTEGER NOT NULL REFERENCES account (id), -- who wrote it down
  added_at INTEGER NOT NULL,                   -- when
  edited_at INTEGER NOT NULL,                  -- when what service.edit changes last changed
  removed_at INTEGER,                          -- taken off the board, can be restored, or NULL
  PRIMARY KEY (board, id)
) STRICT;

CREATE TABLE episode (
  board INTEGER NOT NULL,                      -- where
  id INTEGER NOT NULL,                         -- from number
  service INTEGER NOT NULL,                    -- of which service
  year INTEGER NOT NULL,                       -- in which year
  count INTEGER NOT NULL,                      -- how many times: ward episodes, emergency visits
  PRIMARY KEY (board, id),
  UNIQUE (board, service, year),
  FOREIGN KEY (board, service) REFERENCES service (board, id)
) STRICT;

CREATE TABLE dependency (
  board INTEGER NOT NULL REFERENCES board (id), -- where
  id INTEGER NOT NULL,                         -- from number
  before_task INTEGER,                         -- what must come first: a task,
  before_service INTEGER,                      --   or a service; one of the two
  after_task INTEGER,                          -- what can only come then: a task,
  after_service INTEGER,                       --   or a service; one of the two
  author INTEGER NOT NULL REFERENCES account (id), -- who drew it
  added_at INTEGER NOT NULL,                   -- when
  removed_at INTEGER,                          -- taken away, or NULL
  PRIMARY KEY (board, id),
  FOREIGN KEY (board, before_task) REFERENCES task (board, id),
  FOREIGN KEY (board, before_service) REFERENCES service (board, id),
  FOREIGN KEY (board, after_task) REFERENCES task (board, id),
  FOREIGN KEY (board, after_service) REFERENCES service (board, id)
) STRICT;
