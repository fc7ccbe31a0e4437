-- unit_add(id ref, organisation ref, name text, sector sector, now at)
INSERT INTO unit (id, organisation, name, sector, added_at) VALUES (:id, :organisation, :name, :sector, :now);

-- unit_by_id(unit ref) one (id ref, organisation ref, name text, sector sector, ended_at at?)
SELECT id, organisation, name, sector, ended_at FROM unit WHERE id = :unit;

-- unit_named(organisation ref, name text) one (unit_by_id)
SELECT id, organisation, name, sector, ended_at FROM unit WHERE organisation = :organisation AND name = :name;

-- unit_of(organisation ref) many (id ref, name text, sector sector, members int, ended_at at?)
SELECT unit.id, unit.name, unit.sector, count(membership.account), unit.ended_at
  FROM unit LEFT JOIN membership ON membership.unit = unit.id
 WHERE unit.organisation = :organisation
 GROUP BY unit.id, unit.name, unit.sector, unit.ended_at
 ORDER BY unit.name;

-- unit_set_name(unit ref, name text)
UPDATE unit SET name = :name WHERE id = :unit;

-- unit_on_boards(unit ref) many (board ref, task ref?, service ref?, participant ref?)
-- the rows of boards that show its name; of participants some who show that of another unit of theirs
SELECT task.board, task.id, NULL, NULL FROM task WHERE task.unit = :unit
UNION ALL
SELECT service.board, NULL, service.id, NULL FROM service WHERE service.unit = :unit AND service.removed_at IS NULL
UNION ALL
SELECT participant.board, NULL, NULL, participant.account
  FROM membership JOIN participant ON participant.account = membership.account AND participant.left_at IS NULL
 WHERE membership.unit = :unit
 ORDER BY 1;

-- unit_receivers(unit ref) many (account ref)
-- in whose inboxes, or calendars, its name stands: who works in it, and whose tasks of it are open or came back
SELECT account FROM membership WHERE unit = :unit
UNION
SELECT assignee FROM task WHERE unit = :unit AND ended_at IS NULL AND assignee IS NOT NULL
UNION
SELECT author FROM task WHERE unit = :unit AND ended_at IS NULL AND status = 'declined'
 ORDER BY 1;

-- unit_end(unit ref, now at)
UPDATE unit SET ended_at = :now WHERE id = :unit AND ended_at IS NULL;

-- unit_kept(account ref) many (id ref, name text, sector sector, open int, asked int)
-- whose inbox the account keeps: how many open tasks, and how many of them wait for an answer
SELECT unit.id, unit.name, unit.sector,
       (SELECT count(*) FROM task JOIN board ON board.id = task.board
         WHERE task.unit = unit.id AND task.ended_at IS NULL AND task.status <> 'declined' AND board.archived_at IS NULL),
       (SELECT count(*) FROM task JOIN board ON board.id = task.board
         WHERE task.unit = unit.id AND task.ended_at IS NULL AND task.status IN ('requested', 'forwarded') AND board.archived_at IS NULL)
  FROM keeper JOIN unit ON unit.id = keeper.unit
 WHERE keeper.account = :account AND unit.ended_at IS NULL ORDER BY unit.name, unit.id;
