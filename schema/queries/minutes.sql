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
