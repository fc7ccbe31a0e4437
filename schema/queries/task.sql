-- noun task key task.id
--   (id ref, title text, text text, status task_status, unit ref?, unit_name text?, sector sector?, assignee ref?, assignee_name text?,
--   is_client bool, client_view client_view, due_on day?, goal ref?, card ref?, author ref, reason text?, outcome text?, blocked_by json,
--   added_at at, changed_at at, ended_at at?)
SELECT task.id, task.title, task.text, task.status, task.unit, unit.name, unit.sector, task.assignee, account.full_name,
       task.is_client, task.client_view, task.due_on, task.goal, task.card, task.author, task.reason, task.outcome, task.blocked_by_json,
       task.added_at, task.changed_at, task.ended_at
  FROM task LEFT JOIN unit ON unit.id = task.unit LEFT JOIN account ON account.id = task.assignee
 WHERE task.board = :board;

-- task_receives(board ref, task ref, account ref) one (unit ref?, assignee ref?)
-- no row: the account has no part in it. The receiver is the assignee while they work in the unit (a task that has ended keeps
-- their name), whoever keeps the unit's inbox, and for the client's own tasks whoever may edit the board.
SELECT task.unit, task.assignee FROM task
 WHERE task.board = :board AND task.id = :task AND
   ((task.assignee = :account AND EXISTS
        (SELECT 1 FROM membership WHERE membership.unit = task.unit AND membership.account = :account))
    OR EXISTS (SELECT 1 FROM keeper WHERE keeper.unit = task.unit AND keeper.account = :account)
    OR (task.is_client = 1 AND EXISTS
        (SELECT 1 FROM participant WHERE participant.board = task.board AND participant.account = :account
            AND participant.left_at IS NULL AND participant.role IN ('coordinator', 'member', 'consultant'))));

-- task_received(account ref, unit ref?) many
--   (task ref, board ref, code text, board_title text?, title text, text text, status task_status, unit ref?, unit_name text?,
--   sector sector?, assignee ref?, assignee_name text?, due_on day?, sender ref, sender_name text, sender_unit text?, reason text?,
--   blocked_by json, is_on_board bool, added_at at, changed_at at)
-- What a receiver sees of a task, and nothing else of the board, whose title only its people get. The inbox of a unit, for one
-- who keeps it; without a unit one's own tasks, and the declined ones, which come back to who asked for them and to the
-- coordinators. By rowid: for a list of pairs SQLite would walk over all tasks that there are.
SELECT task.id, task.board, board.code, CASE WHEN participant.account IS NOT NULL THEN board.title END, task.title, task.text,
       task.status, task.unit, unit.name, unit.sector, task.assignee, assignee.full_name, task.due_on, task.author, sender.full_name,
       (SELECT u.name FROM membership m JOIN unit u ON u.id = m.unit WHERE m.account = task.author ORDER BY m.unit LIMIT 1),
       task.reason, task.blocked_by_json, participant.account IS NOT NULL, task.added_at, task.changed_at
  FROM task
  JOIN board ON board.id = task.board AND board.archived_at IS NULL
  JOIN account sender ON sender.id = task.author
  LEFT JOIN unit ON unit.id = task.unit
  LEFT JOIN account assignee ON assignee.id = task.assignee
  LEFT JOIN participant ON participant.board = task.board AND participant.account = :account AND participant.left_at IS NULL
 WHERE task.rowid IN
   (SELECT t.rowid FROM keeper k JOIN task t ON t.unit = k.unit
     WHERE k.unit = :unit AND k.account = :account AND t.ended_at IS NULL AND t.status <> 'declined'
    UNION
    SELECT t.rowid FROM task t
     WHERE t.assignee = :account AND t.ended_at IS NULL AND t.status <> 'declined' AND :unit IS NULL
    UNION
    SELECT t.rowid FROM participant p JOIN task t ON t.board = p.board AND t.status = 'declined'
     WHERE p.account = :account AND p.left_at IS NULL AND (p.role = 'coordinator' OR t.author = :account) AND :unit IS NULL)
 ORDER BY task.due_on IS NULL, task.due_on, task.added_at, task.id LIMIT 1000;

-- task_acts(board ref, task ref) many
--   (id ref, kind task_act_kind, account ref?, full_name text?, unit ref?, unit_name text?, assignee ref?, assignee_name text?,
--   text text?, despite text?, at at)
SELECT task_act.id, task_act.kind, task_act.account, account.full_name, task_act.unit, unit.name, task_act.assignee, assignee.full_name,
       task_act.text, task_act.despite, task_act.at
  FROM task_act
  LEFT JOIN account ON account.id = task_act.account
  LEFT JOIN unit ON unit.id = task_act.unit
  LEFT JOIN account assignee ON assignee.id = task_act.assignee
 WHERE task_act.board = :board AND task_act.task = :task ORDER BY task_act.at, task_act.id;

-- task_held(account ref) many (code text, unit ref, unit_name text, status task_status, due_on day?)
-- for administrators, who see no client data
SELECT board.code, task.unit, unit.name, task.status, task.due_on
  FROM task JOIN board ON board.id = task.board JOIN unit ON unit.id = task.unit
 WHERE task.assignee = :account AND task.ended_at IS NULL ORDER BY board.code, task.id;

-- task_add(board ref, id ref, title text, text text, status task_status, unit ref?, assignee ref?, is_client bool,
--   client_view client_view, due_on day?, goal ref?, card ref?, author ref, now at)
INSERT INTO task (board, id, title, text, status, unit, assignee, is_client, client_view, due_on, goal, card, author, blocked_by_json,
    added_at, changed_at)
  VALUES (:board, :id, :title, :text, :status, :unit, :assignee, :is_client, :client_view, :due_on, :goal, :card, :author, '[]',
    :now, :now);

-- task_move(board ref, id ref, status task_status, unit ref?, assignee ref?, reason text?, outcome text?, ended_at at?, now at)
-- every step of its life; whose it is and what was said go with the step
UPDATE task SET status = :status, unit = :unit, assignee = :assignee, is_client = CASE WHEN :unit IS NULL THEN 1 ELSE 0 END,
       reason = :reason, outcome = :outcome, ended_at = :ended_at, changed_at = :now
 WHERE board = :board AND id = :id;

-- task_set_title(board ref, id ref, title text, now at)
UPDATE task SET title = :title, changed_at = :now WHERE board = :board AND id = :id;

-- task_set_text(board ref, id ref, text text, now at)
UPDATE task SET text = :text, changed_at = :now WHERE board = :board AND id = :id;

-- task_set_due(board ref, id ref, due_on day?, now at)
UPDATE task SET due_on = :due_on, changed_at = :now WHERE board = :board AND id = :id;

-- task_set_goal(board ref, id ref, goal ref?, now at)
UPDATE task SET goal = :goal, changed_at = :now WHERE board = :board AND id = :id;

-- task_set_client_view(board ref, id ref, client_view client_view, now at)
UPDATE task SET client_view = :client_view, changed_at = :now WHERE board = :board AND id = :id;

-- task_act_add(board ref, id ref, task ref, kind task_act_kind, account ref?, unit ref?, assignee ref?, text text?, despite text?, now at)
INSERT INTO task_act (board, id, task, kind, account, unit, assignee, text, despite, at)
  VALUES (:board, :id, :task, :kind, :account, :unit, :assignee, :text, :despite, :now);

-- task_to_return(account ref, unit ref?, board ref?) many (board ref, id ref, unit ref)
-- open tasks of a person: all, or those of one unit, or of one board
SELECT board, id, unit FROM task
 WHERE assignee = :account AND ended_at IS NULL AND (:unit IS NULL OR unit = :unit) AND (:board IS NULL OR board = :board)
 ORDER BY board, id;

-- task_open_count(unit ref) one (count int)
SELECT count(*) FROM task WHERE unit = :unit AND ended_at IS NULL;

-- task_set_blocked_by(board ref, id ref, blocked_by json)
UPDATE task SET blocked_by_json = :blocked_by WHERE board = :board AND id = :id;

-- task_askers(board ref, author ref) many (account ref)
-- to whom a declined task comes back: who asked for it, if they are still there, and the coordinators
SELECT account FROM participant
 WHERE board = :board AND left_at IS NULL AND (role = 'coordinator' OR account = :author) ORDER BY account;

-- task_exported(board ref) many
--   (title text, text text, status task_status, unit_name text?, assignee_name text?, is_client bool, client_view client_view,
--   due_on day?, goal_text text?, reason text?, outcome text?, author_name text, added_at at, ended_at at?)
SELECT task.title, task.text, task.status, unit.name, assignee.full_name, task.is_client, task.client_view, task.due_on, goal.text,
       task.reason, task.outcome, author.full_name, task.added_at, task.ended_at
  FROM task
  JOIN account author ON author.id = task.author
  LEFT JOIN unit ON unit.id = task.unit
  LEFT JOIN account assignee ON assignee.id = task.assignee
  LEFT JOIN goal ON goal.board = task.board AND goal.id = task.goal
 WHERE task.board = :board ORDER BY task.added_at, task.id;
