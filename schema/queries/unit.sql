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
