-- noun board key board.id
--   (id ref, title text)
SELECT board.id, board.title FROM board WHERE board.id = :board;

-- board_add(id ref, title line(1..80))
INSERT INTO board (id, title) VALUES (:id, :title);
