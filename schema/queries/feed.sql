-- feed_of(account ref) many
--   (id ref, scope feed_scope, target ref?, target_name text?, detail feed_detail, tasks feed_tasks, language lang, added_at at, fetched_at at?,
--   fetched_by text?, fetch_count int)
-- those that are not revoked; of a board, its code
SELECT feed.id, feed.scope, feed.target,
       CASE feed.scope WHEN 'team' THEN (SELECT team.name FROM team WHERE team.id = feed.target)
                       WHEN 'unit' THEN (SELECT unit.name FROM unit WHERE unit.id = feed.target)
                       WHEN 'board' THEN (SELECT board.code FROM board WHERE board.id = feed.target) END,
       feed.detail, feed.tasks, feed.language, feed.added_at, feed.fetched_at, feed.fetched_by, feed.fetch_count
  FROM feed WHERE feed.account = :account AND feed.ended_at IS NULL ORDER BY feed.id;
