-- noun follow_up key follow_up.id
--   (id ref, kind follow_up_kind, text text, account ref, from_on day, until_on day, outcome text?, reason text?, author ref, added_at at,
--   changed_at at, done_at at?, done_by ref?, cancelled_at at?)
SELECT follow_up.id, follow_up.kind, follow_up.text, follow_up.account, follow_up.from_on, follow_up.until_on, follow_up.outcome,
       follow_up.reason, follow_up.author, follow_up.added_at, follow_up.changed_at, follow_up.done_at, follow_up.done_by,
       follow_up.cancelled_at
  FROM follow_up WHERE follow_up.board = :board;

-- follow_up_of(account ref) many
--   (follow_up ref, board ref, code text, board_title text, kind follow_up_kind, text text, from_on day, until_on day, changed_at at)
-- the open ones, of boards that the account is still on
SELECT follow_up.id, follow_up.board, board.code, board.title, follow_up.kind, follow_up.text, follow_up.from_on, follow_up.until_on,
       follow_up.changed_at
  FROM follow_up
  JOIN board ON board.id = follow_up.board AND board.archived_at IS NULL
  JOIN participant ON participant.board = follow_up.board AND participant.account = follow_up.account AND participant.left_at IS NULL
 WHERE follow_up.account = :account AND follow_up.done_at IS NULL AND follow_up.cancelled_at IS NULL
 ORDER BY follow_up.until_on, follow_up.id;

-- follow_up_add(board ref, id ref, kind follow_up_kind, text text, account ref, from_on day, until_on day, author ref, now at)
INSERT INTO follow_up (board, id, kind, text, account, from_on, until_on, author, added_at, changed_at)
  VALUES (:board, :id, :kind, :text, :account, :from_on, :until_on, :author, :now, :now);

-- follow_up_promise(board ref, id ref, kind follow_up_kind, text text, account ref, from_on day, until_on day, changed_at at)
UPDATE follow_up SET kind = :kind, text = :text, account = :account, from_on = :from_on, until_on = :until_on,
       changed_at = :changed_at
 WHERE board = :board AND id = :id;

-- follow_up_set_account(board ref, id ref, account ref, changed_at at)
UPDATE follow_up SET account = :account, changed_at = :changed_at WHERE board = :board AND id = :id;

-- follow_up_close(board ref, id ref, outcome text?, reason text?, done_at at?, done_by ref?, cancelled_at at?, changed_at at)
-- done or cancelled, or neither any more
UPDATE follow_up SET outcome = :outcome, reason = :reason, done_at = :done_at, done_by = :done_by, cancelled_at = :cancelled_at,
       changed_at = :changed_at
 WHERE board = :board AND id = :id;

-- follow_up_held(account ref, board ref?) many (board ref, id ref)
-- the open ones of somebody who leaves: all, or those of one board
SELECT board, id FROM follow_up
 WHERE account = :account AND done_at IS NULL AND cancelled_at IS NULL AND (:board IS NULL OR board = :board) ORDER BY board, id;
