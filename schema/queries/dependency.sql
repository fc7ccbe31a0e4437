-- noun dependency key dependency.id gone removed_at
--   (id ref, before text, after text, author ref, added_at at, removed_at at?)
-- Its ends are "task:41" or "service:7".
SELECT dependency.id,
       CASE WHEN dependency.before_task IS NULL THEN 'service:' || dependency.before_service ELSE 'task:' || dependency.before_task END,
       CASE WHEN dependency.after_task IS NULL THEN 'service:' || dependency.after_service ELSE 'task:' || dependency.after_task END,
       dependency.author, dependency.added_at, dependency.removed_at
  FROM dependency WHERE dependency.board = :board;

-- dependency_add(board ref, id ref, before_task ref?, before_service ref?, after_task ref?, after_service ref?, author ref, now at)
INSERT INTO dependency (board, id, before_task, before_service, after_task, after_service, author, added_at)
  VALUES (:board, :id, :before_task, :before_service, :after_task, :after_service, :author, :now);

-- dependency_set_removed(board ref, id ref, removed_at at?)
UPDATE dependency SET removed_at = :removed_at WHERE board = :board AND id = :id;

-- dependency_between(board ref, before_task ref?, before_service ref?, after_task ref?, after_service ref?) one (id ref)
-- of each end one of the two is given
SELECT id FROM dependency WHERE board = :board AND removed_at IS NULL
   AND (before_task = :before_task OR before_service = :before_service)
   AND (after_task = :after_task OR after_service = :after_service) LIMIT 1;

-- dependency_count(board ref) one (count int)
SELECT count(*) FROM dependency WHERE board = :board AND removed_at IS NULL;

-- dependency_drawn(board ref) many (before_task ref?, before_service ref?, after_task ref?, after_service ref?)
-- also those of a removed service: they hold again once it is restored
SELECT before_task, before_service, after_task, after_service FROM dependency WHERE board = :board AND removed_at IS NULL;

-- dependency_behind(board ref, task ref?, service ref?) many (task ref?, service ref?)
-- what can only come after a task or a service
SELECT after_task, after_service FROM dependency
 WHERE board = :board AND removed_at IS NULL AND (before_task = :task OR before_service = :service) ORDER BY id;

-- dependency_blocking(board ref, task ref?, service ref?) many (task ref?, service ref?)
-- what must come before a task or a service, and is open: a task that is neither done nor cancelled, a service that has not begun
SELECT dependency.before_task, dependency.before_service
  FROM dependency
  LEFT JOIN task ON task.board = dependency.board AND task.id = dependency.before_task
  LEFT JOIN service ON service.board = dependency.board AND service.id = dependency.before_service
 WHERE dependency.board = :board AND dependency.removed_at IS NULL
   AND (dependency.after_task = :task OR dependency.after_service = :service)
   AND (task.status NOT IN ('done', 'cancelled') OR (service.status IN ('proposed', 'planned') AND service.removed_at IS NULL))
 ORDER BY dependency.id;
