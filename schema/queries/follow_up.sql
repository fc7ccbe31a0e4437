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
