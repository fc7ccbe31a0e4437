-- noun card key card.id gone removed_at
--   (id ref, kind card_kind, text text, asked_of text?, standing standing, rank text, author ref, added_at at, changed_at at, removed_at at?)
SELECT card.id, card.kind, card.text, card.asked_of, card.standing, card.rank, card.author, card.added_at, card.changed_at, card.removed_at
  FROM card WHERE card.board = :board;

-- card_add(board ref, id ref, kind card_kind, text text, asked_of text?, rank text, author ref, now at)
INSERT INTO card (board, id, kind, text, asked_of, standing, rank, author, added_at, changed_at)
  VALUES (:board, :id, :kind, :text, :asked_of, 'open', :rank, :author, :now, :now);

-- card_set_text(board ref, id ref, text text, now at)
UPDATE card SET text = :text, changed_at = :now WHERE board = :board AND id = :id;

-- card_set_rank(board ref, id ref, rank text, now at)
UPDATE card SET rank = :rank, changed_at = :now WHERE board = :board AND id = :id;

-- card_set_standing(board ref, id ref, standing standing, now at)
UPDATE card SET standing = :standing, changed_at = :now WHERE board = :board AND id = :id;

-- card_set_removed(board ref, id ref, removed_at at?)
UPDATE card SET removed_at = :removed_at WHERE board = :board AND id = :id;

-- card_last_rank(board ref) one (rank text)
SELECT rank FROM card WHERE board = :board ORDER BY rank DESC LIMIT 1;

-- card_next_rank(board ref, after text) one (card_last_rank)
-- the place behind a place; the empty text comes before all
SELECT rank FROM card WHERE board = :board AND rank > :after ORDER BY rank LIMIT 1;

-- card_ranked(board ref) many (id ref, rank text)
SELECT id, rank FROM card WHERE board = :board ORDER BY rank;

-- card_off(board ref) many (id ref, kind card_kind, text text, author ref, added_at at, removed_at at)
-- the removed ones, latest first
SELECT id, kind, text, author, added_at, removed_at
  FROM card WHERE board = :board AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC LIMIT 500;

-- card_count(board ref) one (count int)
SELECT count(*) FROM card WHERE board = :board;
