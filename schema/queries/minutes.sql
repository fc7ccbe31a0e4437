-- noun minutes key minutes.id
--   (id ref, sitting ref, note ref, language lang, status minutes_status, version int?, reason text?, author ref, added_at at, closed_at at?,
--   closed_by ref?)
SELECT minutes.id, minutes.sitting, minutes.note, minutes.language, minutes.status, minutes.version, minutes.reason, minutes.author,
       minutes.added_at, minutes.closed_at, minutes.closed_by
  FROM minutes WHERE minutes.board = :board;

-- noun confirmation key confirmation.id
--   (id ref, minutes ref, account ref, full_name text, version int, at at)
SELECT confirmation.id, confirmation.minutes, confirmation.account, account.full_name, confirmation.version, confirmation.at
  FROM confirmation JOIN account ON account.id = confirmation.account WHERE confirmation.board = :board;

-- minutes_add(board ref, id ref, sitting ref, note ref, language lang, author ref, now at)
INSERT INTO minutes (board, id, sitting, note, language, status, author, added_at)
  VALUES (:board, :id, :sitting, :note, :language, 'draft', :author, :now);

-- minutes_of_note(board ref, note ref) one (id ref, status minutes_status)
-- no row: it is another kind of note, or minutes that somebody began by hand
SELECT id, status FROM minutes WHERE board = :board AND note = :note;

-- minutes_set_status(board ref, id ref, status minutes_status, version int?)
UPDATE minutes SET status = :status, version = :version WHERE board = :board AND id = :id;

-- minutes_set_closed(board ref, id ref, version int, closed_by ref, now at)
UPDATE minutes SET status = 'closed', version = :version, closed_at = :now, closed_by = :closed_by WHERE board = :board AND id = :id;

-- minutes_set_reopened(board ref, id ref, reason text)
UPDATE minutes SET status = 'draft', reason = :reason, closed_at = NULL, closed_by = NULL WHERE board = :board AND id = :id;

-- confirmation_add(board ref, id ref, minutes ref, account ref, version int, now at)
INSERT INTO confirmation (board, id, minutes, account, version, at) VALUES (:board, :id, :minutes, :account, :version, :now);

-- confirmation_at(board ref, minutes ref, account ref, version int) one (id ref)
SELECT id FROM confirmation WHERE board = :board AND minutes = :minutes AND account = :account AND version = :version;

-- minutes_cards(board ref, kind card_kind, from at, until at) many (text text, asked_of text?)
-- what was put on the board meanwhile
SELECT text, asked_of FROM card
 WHERE board = :board AND kind = :kind AND added_at BETWEEN :from AND :until AND removed_at IS NULL ORDER BY added_at, id;

-- minutes_tasks(board ref, from at, until at) many
--   (title text, unit_name text?, assignee_name text?, is_client bool, due_on day?, client_view client_view)
SELECT task.title, unit.name, account.full_name, task.is_client, task.due_on, task.client_view
  FROM task LEFT JOIN unit ON unit.id = task.unit LEFT JOIN account ON account.id = task.assignee
 WHERE task.board = :board AND task.added_at BETWEEN :from AND :until AND task.status <> 'cancelled' ORDER BY task.added_at, task.id;

-- minutes_steps(board ref, from at, until at) many (text text, owner_name text?, due_on day?)
SELECT step.text, account.full_name, step.due_on
  FROM step LEFT JOIN account ON account.id = step.owner
 WHERE step.board = :board AND step.added_at BETWEEN :from AND :until AND step.removed_at IS NULL ORDER BY step.added_at, step.id;

-- minutes_follow_ups(board ref) many (kind follow_up_kind, text text, full_name text, from_on day, until_on day)
-- what is promised and open
SELECT follow_up.kind, follow_up.text, account.full_name, follow_up.from_on, follow_up.until_on
  FROM follow_up JOIN account ON account.id = follow_up.account
 WHERE follow_up.board = :board AND follow_up.done_at IS NULL AND follow_up.cancelled_at IS NULL ORDER BY follow_up.from_on, follow_up.id;

-- minutes_board(board ref) one (code text, title text)
SELECT code, title FROM board WHERE id = :board;
