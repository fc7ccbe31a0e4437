-- feed_of(account ref) many
--   (id ref, scope feed_scope, target ref?, target_name text?, detail feed_detail, tasks feed_tasks, language lang, added_at at, fetched_at at?,
--   fetched_by text?, fetch_count int)
-- those that are not revoked; of a board, its code
SELECT feed.id, feed.scope, feed.target,
       CASE feed.scope WHEN 'team' THEN (SELECT team.name FROM team WHERE team.id = feed.target)
                       WHEN 'unit' THEN (SELECT unit.name FROM unit WHERE unit.id = feed.target)
                       WHEN 'board' THEN (SELECT board.code FROM board WHERE board.id = feed.target) END,
       feed.detail, feed.tasks, feed.language, feed.added_at, feed.fetched_at, feed.fetched_by, feed.fetch_count
  FROM feed WHERE feed.account = :account AND feed.ended_at IS NULL ORDER BY feed.id;

-- feed_count(account ref) one (count int)
SELECT count(*) FROM feed WHERE account = :account AND ended_at IS NULL;

-- feed_add(id ref, account ref, hash blob, secret blob, scope feed_scope, target ref?, detail feed_detail, tasks feed_tasks,
--   language lang, now at)
INSERT INTO feed (id, account, hash, secret, scope, target, detail, tasks, language, added_at, fetch_count)
  VALUES (:id, :account, :hash, :secret, :scope, :target, :detail, :tasks, :language, :now, 0);

-- feed_set_ended(feed ref, account ref, now at)
UPDATE feed SET ended_at = :now WHERE id = :feed AND account = :account AND ended_at IS NULL;

-- feed_note_fetch(feed ref, count int, program text, now at)
UPDATE feed SET fetched_at = :now, fetched_by = :program, fetch_count = fetch_count + :count WHERE id = :feed;

-- feed_open(hash blob, allow_demo bool, since at) one
--   (id ref, account ref, secret blob, scope feed_scope, target ref?, target_name text?, detail feed_detail, tasks feed_tasks,
--   language lang, revision int, changed_at at, seq int, seq_at at?)
-- no row: unknown, revoked, or not theirs to see any more; all decided by one statement, so that it takes as long. What anybody
-- may change on a board without telling each calendar is counted by the board's events.
SELECT feed.id, feed.account, feed.secret, feed.scope, feed.target, coalesce(team.name, unit.name, board.code), feed.detail,
       feed.tasks, feed.language, calendar.revision, calendar.changed_at,
       coalesce((SELECT max(event.seq) FROM event WHERE event.board = board.id), 0),
       (SELECT event.at FROM event WHERE event.board = board.id ORDER BY event.seq DESC LIMIT 1)
  FROM feed
  JOIN account ON account.id = feed.account AND account.ended_at IS NULL AND account.is_admin = 0
   AND (account.is_demo = 0 OR :allow_demo = 1)
  JOIN calendar ON calendar.account = feed.account
  LEFT JOIN team ON feed.scope = 'team' AND team.id = feed.target
  LEFT JOIN unit ON feed.scope = 'unit' AND unit.id = feed.target
  LEFT JOIN board ON feed.scope = 'board' AND board.id = feed.target
 WHERE feed.hash = :hash AND feed.ended_at IS NULL
   AND EXISTS (SELECT 1 FROM membership WHERE membership.account = feed.account)
   AND (feed.scope = 'mine'
    OR EXISTS (SELECT 1 FROM team_member m WHERE m.team = team.id AND m.account = feed.account AND m.left_at IS NULL
                  AND (team.ended_at IS NULL OR team.ended_at > :since))
    OR EXISTS (SELECT 1 FROM keeper WHERE keeper.unit = unit.id AND keeper.account = feed.account AND unit.ended_at IS NULL)
    OR EXISTS (SELECT 1 FROM participant p WHERE p.board = board.id AND p.account = feed.account AND p.left_at IS NULL));

-- feed_follow_up_mine(account ref, from_on text, until_on text) many
--   (id ref, code text, kind follow_up_kind, from_on day, until_on day, added_at at, changed_at at)
-- the open ones, of boards that the account is still on
SELECT follow_up.id, board.code, follow_up.kind, follow_up.from_on, follow_up.until_on, follow_up.added_at, follow_up.changed_at
  FROM follow_up
  JOIN board ON board.id = follow_up.board AND board.archived_at IS NULL
  JOIN participant ON participant.board = follow_up.board AND participant.account = follow_up.account AND participant.left_at IS NULL
 WHERE follow_up.account = :account AND follow_up.done_at IS NULL AND follow_up.cancelled_at IS NULL
   AND follow_up.until_on >= :from_on AND follow_up.from_on < :until_on
 ORDER BY follow_up.id LIMIT 1000;

-- feed_follow_up_of_board(board ref, from_on text, until_on text) many (feed_follow_up_mine)
SELECT follow_up.id, board.code, follow_up.kind, follow_up.from_on, follow_up.until_on, follow_up.added_at, follow_up.changed_at
  FROM follow_up JOIN board ON board.id = follow_up.board AND board.archived_at IS NULL
 WHERE follow_up.board = :board AND follow_up.done_at IS NULL AND follow_up.cancelled_at IS NULL
   AND follow_up.until_on >= :from_on AND follow_up.from_on < :until_on
 ORDER BY follow_up.id LIMIT 1000;

-- feed_task(account ref?, unit ref?, board ref?, from_on text, until_on text) many
--   (id ref, code text, unit_name text?, status task_status, due_on day?, added_at at, changed_at at)
-- the open ones that are due: of whoever does them, of a unit, or of a board. What is said twice lets the indexes be used.
SELECT task.id, board.code, unit.name, task.status, task.due_on, task.added_at, task.changed_at
  FROM task JOIN board ON board.id = task.board AND board.archived_at IS NULL LEFT JOIN unit ON unit.id = task.unit
 WHERE ((task.assignee = :account AND task.ended_at IS NULL) OR (task.unit = :unit AND task.ended_at IS NULL)
    OR task.board = :board)
   AND task.ended_at IS NULL AND task.status <> 'declined' AND task.due_on >= :from_on AND task.due_on < :until_on
 ORDER BY task.id LIMIT 1000;
