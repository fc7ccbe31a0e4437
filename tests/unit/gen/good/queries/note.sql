-- noun note key note.id gone removed_at
--   (id ref, tone tone?, text text, weight int?, is_pinned bool, due_on day?, removed_at at?)
SELECT note.id, note.tone, note.text, note.weight, note.is_pinned, note.due_on, note.removed_at
  FROM note WHERE note.board = :board;

-- note_add(board ref, id ref, tone tone?, text text, weight int?, is_pinned bool, due_on day?, data blob?, now at?)
-- :now is when it was taken away, for tests;
-- "quotes" and \backslashes are welcome in notes
INSERT INTO note (board, id, tone, text, weight, is_pinned, due_on, data, removed_at)
  VALUES (:board, :id, :tone, :text, :weight, :is_pinned, :due_on, :data, :now);

-- note_remove(board ref, id ref, now at)
UPDATE note SET removed_at = :now WHERE board = :board AND id = :id AND removed_at IS NULL;
-- note_data(board ref, id ref) one (data blob?, extra json)
-- a string, a name and comments that only look like parameters
SELECT data, '{":board":"it''s :id"}' AS ":extra" -- not :this
  FROM note /* nor :that; */ WHERE board = :board AND id = :id;

-- note_heavy(board ref, weight int(0..2), weight2 int) many (note_light)
SELECT id, text FROM note WHERE board = :board AND weight >= :weight AND weight < :weight + :weight2 ORDER BY weight, id;

-- note_light(board ref)
--   many (id ref,
--         text text)
SELECT id, text FROM note WHERE board = :board AND weight IS NULL ORDER BY id;

-- note_last(board ref) one (note)
SELECT note.id, note.tone, note.text, note.weight, note.is_pinned, note.due_on, note.removed_at
  FROM note WHERE note.board = :board ORDER BY note.id DESC LIMIT 1;
