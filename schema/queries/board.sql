-- noun board key board.id
--   (id ref, code text, title text, added_at at, archived_at at?)
SELECT board.id, board.code, board.title, board.added_at, board.archived_at FROM board WHERE board.id = :board;

-- board_add(id ref, code text, title text, organisation ref, now at)
INSERT INTO board (id, code, title, organisation, added_at) VALUES (:id, :code, :title, :organisation, :now);

-- board_access(board ref, account ref) one (role role, seq int, archived_at at?)
-- what one account may do on one board; no row: as good as no board
SELECT participant.role, coalesce((SELECT max(event.seq) FROM event WHERE event.board = board.id), 0), board.archived_at
  FROM participant JOIN board ON board.id = participant.board
 WHERE participant.board = :board AND participant.account = :account AND participant.left_at IS NULL;

-- board_mine(account ref) many
--   (board ref, code text, title text, role role, seq int, added_at at, changed_at at, archived_at at?, people int, cards int, seen int, fresh int, fresh_of json)
-- fresh: how many events others have made since one said what one had seen, counted to 100; fresh_of: how many of each noun
SELECT board.id, board.code, board.title, participant.role,
       coalesce((SELECT max(event.seq) FROM event WHERE event.board = board.id), 0), board.added_at,
       coalesce((SELECT event.at FROM event WHERE event.board = board.id ORDER BY event.seq DESC LIMIT 1), board.added_at),
       board.archived_at,
       (SELECT count(*) FROM participant p WHERE p.board = board.id AND p.left_at IS NULL),
       (SELECT count(*) FROM card WHERE card.board = board.id AND card.removed_at IS NULL),
       participant.seen_seq,
       (SELECT count(*) FROM (SELECT 1 FROM event WHERE event.board = board.id AND event.seq > participant.seen_seq
           AND event.account IS DISTINCT FROM :account LIMIT 100) AS others),
       (SELECT json_group_object(noun, n) FROM (SELECT substr(others.name, 1, instr(others.name, '.') - 1) AS noun, count(*) AS n
           FROM (SELECT event.name FROM event WHERE event.board = board.id AND event.seq > participant.seen_seq
               AND event.account IS DISTINCT FROM :account LIMIT 100) AS others GROUP BY 1))
  FROM participant JOIN board ON board.id = participant.board
 WHERE participant.account = :account AND participant.left_at IS NULL
 ORDER BY 7 DESC, board.id DESC;

-- board_set_title(board ref, title text)
UPDATE board SET title = :title WHERE id = :board;

-- board_set_archived(board ref, archived_at at?)
UPDATE board SET archived_at = :archived_at WHERE id = :board;

-- board_state(board ref) one (seq int, archived_at at?)
-- how far it has come, for one who is let in otherwise than by a role
SELECT coalesce((SELECT max(event.seq) FROM event WHERE event.board = board.id), 0), board.archived_at FROM board WHERE board.id = :board;
