-- noun sitting key sitting.id
--   (id ref, meeting ref?, occurs text?, minutes int?, facilitator ref, presenter ref?, client_part client_part, phase ref, phase_at at,
--   speaker ref?, speaker_at at?, began_at at, ended_at at?, empty_at at?, reason text?)
SELECT sitting.id, sitting.meeting, sitting.occurs, sitting.minutes, sitting.facilitator, sitting.presenter, sitting.client_part,
       sitting.phase, sitting.phase_at, sitting.speaker, sitting.speaker_at, sitting.began_at, sitting.ended_at, sitting.empty_at,
       sitting.reason
  FROM sitting WHERE sitting.board = :board;

-- noun sitting_phase key sitting_phase.id
--   (id ref, sitting ref, kind phase_kind, title text?, prompt text?, minutes int, position int, spent_ms int, note ref?)
SELECT sitting_phase.id, sitting_phase.sitting, sitting_phase.kind, sitting_phase.title, sitting_phase.prompt, sitting_phase.minutes,
       sitting_phase.position, sitting_phase.spent_ms, sitting_phase.note
  FROM sitting_phase WHERE sitting_phase.board = :board;

-- noun attendance key attendance.id
--   (id ref, sitting ref, account ref, full_name text, role role, unit_name text?, sector sector?, profession profession?, came_at at,
--   left_at at?)
-- Who came and went stays: left_at is when.
SELECT attendance.id, attendance.sitting, attendance.account, account.full_name, attendance.role, attendance.unit_name,
       attendance.sector, attendance.profession, attendance.came_at, attendance.left_at
  FROM attendance JOIN account ON account.id = attendance.account WHERE attendance.board = :board;

-- noun hand key hand.id gone lowered_at
--   (id ref, sitting ref, account ref, raised_at at, lowered_at at?)
SELECT hand.id, hand.sitting, hand.account, hand.raised_at, hand.lowered_at FROM hand WHERE hand.board = :board;

-- sitting_open(board ref) one (id ref)
SELECT id FROM sitting WHERE board = :board AND ended_at IS NULL ORDER BY id LIMIT 1;

-- sitting_elsewhere(meeting ref, occurs text?, board ref) many (board ref, id ref)
-- open ones of the same meeting on other boards
SELECT board, id FROM sitting
 WHERE meeting = :meeting AND coalesce(occurs, '') = coalesce(:occurs, '') AND board <> :board AND ended_at IS NULL ORDER BY board, id;

-- sitting_idle(empty_before at, stale_before at) many (board ref, id ref)
-- left by everybody before a time; or with nothing going on since long, as a server that was restarted can't know who left meanwhile
SELECT board, id FROM sitting
 WHERE ended_at IS NULL AND (empty_at <= :empty_before OR phase_at <= :stale_before) ORDER BY board, id;

-- sitting_add(board ref, id ref, meeting ref?, occurs text?, minutes int?, facilitator ref, presenter ref?, phase ref, now at)
INSERT INTO sitting (board, id, meeting, occurs, minutes, facilitator, presenter, client_part, phase, phase_at, began_at)
  VALUES (:board, :id, :meeting, :occurs, :minutes, :facilitator, :presenter, 'not_heard', :phase, :now, :now);

-- sitting_set_facilitator(board ref, id ref, facilitator ref)
UPDATE sitting SET facilitator = :facilitator WHERE board = :board AND id = :id;

-- sitting_set_presenter(board ref, id ref, presenter ref?)
UPDATE sitting SET presenter = :presenter WHERE board = :board AND id = :id;

-- sitting_set_client_part(board ref, id ref, client_part client_part)
UPDATE sitting SET client_part = :client_part WHERE board = :board AND id = :id;

-- sitting_set_phase(board ref, id ref, phase ref, now at)
UPDATE sitting SET phase = :phase, phase_at = :now WHERE board = :board AND id = :id;

-- sitting_set_speaker(board ref, id ref, speaker ref?, speaker_at at?)
UPDATE sitting SET speaker = :speaker, speaker_at = :speaker_at WHERE board = :board AND id = :id;

-- sitting_set_empty(board ref, id ref, empty_at at?)
UPDATE sitting SET empty_at = :empty_at WHERE board = :board AND id = :id;

-- sitting_set_ended(board ref, id ref, ended_at at)
UPDATE sitting SET ended_at = :ended_at, empty_at = NULL, speaker = NULL, speaker_at = NULL WHERE board = :board AND id = :id;

-- sitting_set_reopened(board ref, id ref, reason text, now at)
UPDATE sitting SET ended_at = NULL, phase_at = :now, reason = :reason WHERE board = :board AND id = :id;

-- sitting_phase_add(board ref, id ref, sitting ref, kind phase_kind, title text?, prompt text?, minutes int, position int)
INSERT INTO sitting_phase (board, id, sitting, kind, title, prompt, minutes, position, spent_ms)
  VALUES (:board, :id, :sitting, :kind, :title, :prompt, :minutes, :position, 0);

-- sitting_phase_spend(board ref, id ref, ms int)
UPDATE sitting_phase SET spent_ms = spent_ms + :ms WHERE board = :board AND id = :id;

-- sitting_phase_set_note(board ref, id ref, note ref)
UPDATE sitting_phase SET note = :note WHERE board = :board AND id = :id;

-- sitting_phase_of(board ref, sitting ref) many (sitting_phase)
SELECT sitting_phase.id, sitting_phase.sitting, sitting_phase.kind, sitting_phase.title, sitting_phase.prompt, sitting_phase.minutes,
       sitting_phase.position, sitting_phase.spent_ms, sitting_phase.note
  FROM sitting_phase WHERE sitting_phase.board = :board AND sitting_phase.sitting = :sitting ORDER BY sitting_phase.position;

-- attendance_add(board ref, id ref, sitting ref, account ref, role role, unit_name text?, sector sector?, profession profession?, now at)
INSERT INTO attendance (board, id, sitting, account, role, unit_name, sector, profession, came_at)
  VALUES (:board, :id, :sitting, :account, :role, :unit_name, :sector, :profession, :now);

-- attendance_set_left(board ref, id ref, now at)
UPDATE attendance SET left_at = :now WHERE board = :board AND id = :id;

-- attendance_here(board ref, sitting ref) many (id ref, account ref)
SELECT id, account FROM attendance WHERE board = :board AND sitting = :sitting AND left_at IS NULL ORDER BY id;

-- attendance_at(board ref, account ref) one (id ref, sitting ref)
-- are they in the meeting on this board?
SELECT id, sitting FROM attendance WHERE board = :board AND account = :account AND left_at IS NULL ORDER BY id LIMIT 1;

-- attendance_was(board ref, sitting ref, account ref) one (id ref)
-- were they ever?
SELECT id FROM attendance WHERE board = :board AND sitting = :sitting AND account = :account ORDER BY id LIMIT 1;

-- attendance_of(board ref, sitting ref) many (attendance)
SELECT attendance.id, attendance.sitting, attendance.account, account.full_name, attendance.role, attendance.unit_name,
       attendance.sector, attendance.profession, attendance.came_at, attendance.left_at
  FROM attendance JOIN account ON account.id = attendance.account
 WHERE attendance.board = :board AND attendance.sitting = :sitting ORDER BY attendance.came_at, attendance.id;

-- hand_add(board ref, id ref, sitting ref, account ref, now at)
INSERT INTO hand (board, id, sitting, account, raised_at) VALUES (:board, :id, :sitting, :account, :now);

-- hand_set_lowered(board ref, id ref, now at)
UPDATE hand SET lowered_at = :now WHERE board = :board AND id = :id;

-- hand_up(board ref, sitting ref, account ref?) many (id ref, account ref)
-- all that are up, or one person's
SELECT id, account FROM hand
 WHERE board = :board AND sitting = :sitting AND lowered_at IS NULL AND (:account IS NULL OR account = :account) ORDER BY id;
