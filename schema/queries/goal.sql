-- noun goal key goal.id gone removed_at
--   (id ref, text text, sign text, status goal_status, card ref?, author ref, added_at at, changed_at at, removed_at at?)
SELECT goal.id, goal.text, goal.sign, goal.status, goal.card, goal.author, goal.added_at, goal.changed_at, goal.removed_at
  FROM goal WHERE goal.board = :board;

-- goal_add(board ref, id ref, text text, sign text, card ref?, author ref, now at)
INSERT INTO goal (board, id, text, sign, status, card, author, added_at, changed_at)
  VALUES (:board, :id, :text, :sign, 'open', :card, :author, :now, :now);

-- goal_set_text(board ref, id ref, text text, now at)
UPDATE goal SET text = :text, changed_at = :now WHERE board = :board AND id = :id;

-- goal_set_sign(board ref, id ref, sign text, now at)
UPDATE goal SET sign = :sign, changed_at = :now WHERE board = :board AND id = :id;

-- goal_set_status(board ref, id ref, status goal_status, now at)
UPDATE goal SET status = :status, changed_at = :now WHERE board = :board AND id = :id;

-- goal_set_removed(board ref, id ref, removed_at at?)
UPDATE goal SET removed_at = :removed_at WHERE board = :board AND id = :id;

-- goal_off(board ref) many (id ref, text text, author ref, added_at at, removed_at at)
-- the removed ones, latest first
SELECT id, text, author, added_at, removed_at
  FROM goal WHERE board = :board AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC LIMIT 500;
