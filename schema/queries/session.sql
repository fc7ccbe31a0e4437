-- session_add(id ref, hash blob, account ref, program text, now at, ends_at at)
INSERT INTO session (id, hash, account, program, began_at, seen_at, ends_at)
  VALUES (:id, :hash, :account, :program, :now, :now, :ends_at);

-- session_actor(session ref, now at, idle_since at) one
--   (account ref, organisation ref, language lang, is_admin bool, is_demo bool, ends_at at)
-- who acts, if the session and the account still live
SELECT account.id, account.organisation, account.language, account.is_admin, account.is_demo, session.ends_at
  FROM session JOIN account ON account.id = session.account
 WHERE session.id = :session AND session.ends_at > :now AND session.seen_at > :idle_since AND account.ended_at IS NULL;

-- session_live(now at, idle_since at) many (id ref, hash blob, account ref, language lang, is_demo bool, ends_at at)
SELECT session.id, session.hash, session.account, account.language, account.is_demo, session.ends_at
  FROM session JOIN account ON account.id = session.account
 WHERE session.ends_at > :now AND session.seen_at > :idle_since AND account.ended_at IS NULL;

-- session_of(account ref, now at, idle_since at) many (id ref, program text, began_at at, seen_at at, ends_at at)
SELECT id, program, began_at, seen_at, ends_at
  FROM session WHERE account = :account AND ends_at > :now AND seen_at > :idle_since ORDER BY seen_at DESC, id DESC;

-- session_seen(session ref, now at)
UPDATE session SET seen_at = :now WHERE id = :session AND seen_at < :now;

-- session_end(session ref, account ref, now at)
UPDATE session SET ends_at = :now WHERE id = :session AND account = :account AND ends_at > :now;

-- session_end_all(account ref, now at)
UPDATE session SET ends_at = :now WHERE account = :account AND ends_at > :now;

-- session_forget(before at)
DELETE FROM session WHERE ends_at < :before;

-- throttle_of(who blob) one (failures int, open_at at)
SELECT failures, open_at FROM throttle WHERE who = :who;

-- throttle_put(who blob, failures int, open_at at)
INSERT INTO throttle (who, failures, open_at) VALUES (:who, :failures, :open_at)
  ON CONFLICT (who) DO UPDATE SET failures = excluded.failures, open_at = excluded.open_at;

-- throttle_clear(who blob)
DELETE FROM throttle WHERE who = :who;

-- throttle_forget(before at)
DELETE FROM throttle WHERE open_at < :before;

-- session_stale(now at, idle_since at) many (id ref)
-- not ended, but unused for too long
SELECT id FROM session WHERE ends_at > :now AND seen_at <= :idle_since;

-- session_end_stale(now at, idle_since at)
UPDATE session SET ends_at = :now WHERE ends_at > :now AND seen_at <= :idle_since;
