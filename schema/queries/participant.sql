-- noun participant key participant.account gone left_at
--   (id ref, full_name text, role role, unit_name text?, sector sector?, profession profession?, joined_at at, left_at at?)
SELECT participant.account AS id, account.full_name, participant.role, unit.name, unit.sector, membership.profession,
       participant.joined_at, participant.left_at
  FROM participant
  JOIN account ON account.id = participant.account
  LEFT JOIN membership ON membership.account = account.id
   AND membership.unit = (SELECT min(m.unit) FROM membership m WHERE m.account = account.id)
  LEFT JOIN unit ON unit.id = membership.unit
 WHERE participant.board = :board;

-- participant_ever(board ref) many (participant)
-- who is here and who was, as what they write stays
SELECT participant.account AS id, account.full_name, participant.role, unit.name, unit.sector, membership.profession,
       participant.joined_at, participant.left_at
  FROM participant
  JOIN account ON account.id = participant.account
  LEFT JOIN membership ON membership.account = account.id
   AND membership.unit = (SELECT min(m.unit) FROM membership m WHERE m.account = account.id)
  LEFT JOIN unit ON unit.id = membership.unit
 WHERE participant.board = :board
 ORDER BY participant.joined_at, participant.account;

-- participant_put(board ref, account ref, role role, seen_seq int, now at)
INSERT INTO participant (board, account, role, joined_at, seen_seq) VALUES (:board, :account, :role, :now, :seen_seq)
  ON CONFLICT (board, account) DO UPDATE SET role = excluded.role, joined_at = excluded.joined_at, seen_seq = excluded.seen_seq,
    left_at = NULL;

-- participant_set_role(board ref, account ref, role role)
UPDATE participant SET role = :role WHERE board = :board AND account = :account;

-- participant_leave(board ref, account ref, now at)
UPDATE participant SET left_at = :now WHERE board = :board AND account = :account AND left_at IS NULL;

-- participant_coordinators(board ref) one (count int)
SELECT count(*) FROM participant WHERE board = :board AND role = 'coordinator' AND left_at IS NULL;

-- participant_boards(account ref) many (board ref)
SELECT board FROM participant WHERE account = :account AND left_at IS NULL ORDER BY board;

-- participant_set_seen(board ref, account ref, seq int)
-- never back
UPDATE participant SET seen_seq = :seq WHERE board = :board AND account = :account AND seen_seq < :seq;

-- participant_here(board ref) many (account ref, role role)
SELECT account, role FROM participant WHERE board = :board AND left_at IS NULL ORDER BY account;

-- participant_first_coordinator(board ref) one (account ref)
-- who has coordinated longest
SELECT participant.account FROM participant JOIN account ON account.id = participant.account AND account.ended_at IS NULL
 WHERE participant.board = :board AND participant.role = 'coordinator' AND participant.left_at IS NULL
 ORDER BY participant.joined_at, participant.account LIMIT 1;
