-- noun step key step.id gone removed_at
--   (id ref, goal ref?, task ref?, text text, owner ref?, due_on day?, done_at at?, done_by ref?, author ref, added_at at, removed_at at?)
SELECT step.id, step.goal, step.task, step.text, step.owner, step.due_on, step.done_at, step.done_by, step.author, step.added_at,
       step.removed_at
  FROM step WHERE step.board = :board;

-- step_add(board ref, id ref, goal ref?, task ref?, text text, owner ref?, due_on day?, author ref, now at)
INSERT INTO step (board, id, goal, task, text, owner, due_on, author, added_at)
  VALUES (:board, :id, :goal, :task, :text, :owner, :due_on, :author, :now);

-- step_set_text(board ref, id ref, text text)
UPDATE step SET text = :text WHERE board = :board AND id = :id;

-- step_set_owner(board ref, id ref, owner ref?, due_on day?)
UPDATE step SET owner = :owner, due_on = :due_on WHERE board = :board AND id = :id;

-- step_set_done(board ref, id ref, done_at at?, done_by ref?)
UPDATE step SET done_at = :done_at, done_by = :done_by WHERE board = :board AND id = :id;

-- step_set_removed(board ref, id ref, removed_at at?)
UPDATE step SET removed_at = :removed_at WHERE board = :board AND id = :id;

-- step_off(board ref) many (id ref, goal ref?, task ref?, text text, author ref, added_at at, removed_at at)
-- the removed ones, latest first
SELECT id, goal, task, text, author, added_at, removed_at
  FROM step WHERE board = :board AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC LIMIT 500;
