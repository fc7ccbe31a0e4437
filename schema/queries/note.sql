-- noun note key note.id gone removed_at
--   (id ref, kind note_kind, title text, author ref, added_at at, changed_at at, changed_by ref, removed_at at?)
-- Private notes are no part of the board: not of its snapshots, nor of its events.
SELECT note.id, note.kind, note.title, note.author, note.added_at, note.changed_at, note.changed_by, note.removed_at
  FROM note WHERE note.board = :board AND note.kind <> 'private';

-- note_seen(board ref, id ref, account ref) one (note)
-- the one way to a note by its id: whoever's private one it is, nobody else gets it
SELECT note.id, note.kind, note.title, note.author, note.added_at, note.changed_at, note.changed_by, note.removed_at
  FROM note WHERE note.board = :board AND note.id = :id AND (note.kind <> 'private' OR note.author = :account);

-- note_private(board ref, account ref) many (note)
SELECT note.id, note.kind, note.title, note.author, note.added_at, note.changed_at, note.changed_by, note.removed_at
  FROM note WHERE note.board = :board AND note.kind = 'private' AND note.author = :account AND note.removed_at IS NULL
 ORDER BY note.id;

-- note_off(board ref, account ref) many (id ref, kind note_kind, title text, author ref, added_at at, removed_at at)
-- the removed ones, latest first
SELECT id, kind, title, author, added_at, removed_at FROM note
 WHERE board = :board AND removed_at IS NOT NULL AND (kind <> 'private' OR author = :account)
 ORDER BY removed_at DESC, id DESC LIMIT 500;

-- note_add(board ref, id ref, kind note_kind, title text, author ref, now at)
INSERT INTO note (board, id, kind, title, author, added_at, changed_at, changed_by)
  VALUES (:board, :id, :kind, :title, :author, :now, :now, :author);

-- note_set_title(board ref, id ref, title text)
UPDATE note SET title = :title WHERE board = :board AND id = :id;

-- note_set_removed(board ref, id ref, removed_at at?)
UPDATE note SET removed_at = :removed_at WHERE board = :board AND id = :id;

-- note_touch(board ref, id ref, account ref, now at)
UPDATE note SET changed_at = :now, changed_by = :account WHERE board = :board AND id = :id;

-- note_head(board ref, note ref) one (version int, client text, at at, step int)
-- the latest update; no row: nothing was ever written
SELECT version, client, at, step FROM note_update WHERE board = :board AND note = :note ORDER BY version DESC LIMIT 1;

-- note_update_add(board ref, note ref, version int, account ref, client text, now at, changes_json text, added int,
--   removed int, step int, restores int?)
INSERT INTO note_update (board, note, version, account, client, at, changes_json, added, removed, step, restores)
  VALUES (:board, :note, :version, :account, :client, :now, :changes_json, :added, :removed, :step, :restores);

-- note_updates_since(board ref, note ref, since int, count int) many
--   (version int, account ref, client text, step int, changes_json json)
SELECT version, account, client, step, changes_json FROM note_update
 WHERE board = :board AND note = :note AND version > :since ORDER BY version LIMIT :count;

-- note_client_since(board ref, note ref, since int, client text) one (version int)
-- whether this editor's own writing was taken after a version
SELECT version FROM note_update WHERE board = :board AND note = :note AND version > :since AND client = :client LIMIT 1;

-- note_version_at(board ref, note ref, version int) one (at at, account ref)
SELECT at, account FROM note_update WHERE board = :board AND note = :note AND version = :version;

-- note_steps(board ref, note ref, before int, count int) many
--   (step int, account ref, last int, began_at at, ended_at at, added int, removed int, restores int?)
-- who wrote how much in each step, the latest step first; one row for each step and person
SELECT step, account, max(version), min(at), max(at), sum(added), sum(removed), max(restores) FROM note_update
 WHERE board = :board AND note = :note AND step IN
   (SELECT DISTINCT step FROM note_update WHERE board = :board AND note = :note AND step < :before ORDER BY step DESC LIMIT :count)
 GROUP BY step, account ORDER BY step DESC, min(version);

-- note_text_add(board ref, note ref, version int, text text, runs_json text, is_kept bool)
INSERT INTO note_text (board, note, version, text, runs_json, is_kept) VALUES (:board, :note, :version, :text, :runs_json, :is_kept);

-- note_text_near(board ref, note ref, version int) one (version int, text text, runs_json json)
-- the nearest text at or before a version; no row: begin with the empty text
SELECT version, text, runs_json FROM note_text WHERE board = :board AND note = :note AND version <= :version
 ORDER BY version DESC LIMIT 1;

-- note_text_last(board ref, note ref) one (version int, kept int)
-- how far the latest text and the latest that stays have come; no row: there are none
SELECT max(version), coalesce(max(CASE WHEN is_kept THEN version END), 0) FROM note_text
 WHERE board = :board AND note = :note HAVING max(version) IS NOT NULL;

-- note_text_forget(board ref, note ref, before int)
DELETE FROM note_text WHERE board = :board AND note = :note AND version < :before AND is_kept = 0;
