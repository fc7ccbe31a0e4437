-- event_add(board ref, seq int, name text, account ref?, at at, after_json text, was_json text)
INSERT INTO event (board, seq, name, account, at, after_json, was_json)
  VALUES (:board, :seq, :name, :account, :at, :after_json, :was_json);

-- event_since(board ref, since int, count int) many (seq int, name text, account ref?, at at, after_json json)
SELECT seq, name, account, at, after_json FROM event WHERE board = :board AND seq > :since ORDER BY seq LIMIT :count;

-- event_before(board ref, before int, count int) many (seq int, name text, by ref?, at at, set json, was json)
-- latest first, as history shows them
SELECT seq, name, account, at, after_json, was_json FROM event WHERE board = :board AND seq < :before ORDER BY seq DESC LIMIT :count;

-- event_back_to(board ref, seq int) many (seq int, was_json json)
-- what to undo, latest first, to see a board as it stood at a number
SELECT seq, was_json FROM event WHERE board = :board AND seq > :seq ORDER BY seq DESC;

-- event_at(board ref, seq int) one (at at)
SELECT at FROM event WHERE board = :board AND seq = :seq;
