-- noun episode key episode.id
--   (id ref, service ref, year int, count int)
SELECT episode.id, episode.service, episode.year, episode.count FROM episode WHERE episode.board = :board;

-- episode_of_year(board ref, service ref, year int) one (id ref)
SELECT id FROM episode WHERE board = :board AND service = :service AND year = :year;

-- episode_add(board ref, id ref, service ref, year int, count int)
INSERT INTO episode (board, id, service, year, count) VALUES (:board, :id, :service, :year, :count);

-- episode_set_count(board ref, id ref, count int)
UPDATE episode SET count = :count WHERE board = :board AND id = :id;
