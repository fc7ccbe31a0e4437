-- noun link key link.id gone removed_at
--   (id ref, from_card ref, to_card ref, kind link_kind, author ref, added_at at, removed_at at?)
SELECT link.id, link.from_card, link.to_card, link.kind, link.author, link.added_at, link.removed_at
  FROM link WHERE link.board = :board;

-- link_add(board ref, id ref, from_card ref, to_card ref, kind link_kind, author ref, now at)
INSERT INTO link (board, id, from_card, to_card, kind, author, added_at)
  VALUES (:board, :id, :from_card, :to_card, :kind, :author, :now);

-- link_between(board ref, from_card ref, to_card ref) one (id ref)
-- in whichever direction
SELECT id FROM link WHERE board = :board AND removed_at IS NULL
   AND ((from_card = :from_card AND to_card = :to_card) OR (from_card = :to_card AND to_card = :from_card)) LIMIT 1;

-- link_set_removed(board ref, id ref, removed_at at?)
UPDATE link SET removed_at = :removed_at WHERE board = :board AND id = :id;
