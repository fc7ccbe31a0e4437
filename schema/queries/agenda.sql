-- agenda_of(team ref, meeting ref?, occurs text?, account ref) many
--   (id ref, is_mine bool, board ref?, code text?, title text?, question text?, is_consent_checked bool, is_map_checked bool, minutes int,
--   position int, author ref?, added_at at, changed_at at, sitting ref?, ended_at at?)
-- The items of one instance, or those parked. Who is not on a board sees that there is something, its place and its minutes.
SELECT agenda_item.id, participant.account IS NOT NULL, participant.board, CASE WHEN participant.account IS NOT NULL THEN board.code END,
       CASE WHEN participant.account IS NOT NULL THEN board.title END,
       CASE WHEN participant.account IS NOT NULL THEN agenda_item.question END,
       participant.account IS NOT NULL AND agenda_item.is_consent_checked = 1,
       participant.account IS NOT NULL AND agenda_item.is_map_checked = 1,
       agenda_item.minutes, agenda_item.position, CASE WHEN participant.account IS NOT NULL THEN agenda_item.author END,
       agenda_item.added_at, agenda_item.changed_at, sitting.id, sitting.ended_at
  FROM agenda_item
  JOIN board ON board.id = agenda_item.board
  LEFT JOIN participant ON participant.board = agenda_item.board AND participant.account = :account AND participant.left_at IS NULL
  LEFT JOIN sitting ON sitting.board = participant.board AND sitting.id =
    (SELECT max(s.id) FROM sitting s WHERE s.board = participant.board AND s.meeting = agenda_item.meeting
        AND coalesce(s.occurs, '') = coalesce(agenda_item.occurs, ''))
 WHERE agenda_item.team = :team AND coalesce(agenda_item.meeting, 0) = coalesce(:meeting, 0)
   AND coalesce(agenda_item.occurs, '') = coalesce(:occurs, '')
 ORDER BY agenda_item.position, agenda_item.id;

-- agenda_carried(team ref, meeting ref?, occurs text?, account ref) many (item ref, board ref, task ref?, step ref?)
-- what was asked for in the last meeting on a board and is still open; for those on the board
SELECT agenda_item.id, agenda_item.board, task.id, NULL
  FROM agenda_item
  JOIN participant ON participant.board = agenda_item.board AND participant.account = :account AND participant.left_at IS NULL
  JOIN sitting ON sitting.board = agenda_item.board AND sitting.id =
    (SELECT max(s.id) FROM sitting s WHERE s.board = agenda_item.board AND s.ended_at IS NOT NULL)
  JOIN task ON task.board = agenda_item.board AND task.added_at BETWEEN sitting.began_at AND sitting.ended_at AND task.ended_at IS NULL
 WHERE agenda_item.team = :team AND coalesce(agenda_item.meeting, 0) = coalesce(:meeting, 0)
   AND coalesce(agenda_item.occurs, '') = coalesce(:occurs, '')
UNION ALL
SELECT agenda_item.id, agenda_item.board, NULL, step.id
  FROM agenda_item
  JOIN participant ON participant.board = agenda_item.board AND participant.account = :account AND participant.left_at IS NULL
  JOIN sitting ON sitting.board = agenda_item.board AND sitting.id =
    (SELECT max(s.id) FROM sitting s WHERE s.board = agenda_item.board AND s.ended_at IS NOT NULL)
  JOIN step ON step.board = agenda_item.board AND step.added_at BETWEEN sitting.began_at AND sitting.ended_at AND step.done_at IS NULL
   AND step.removed_at IS NULL
 WHERE agenda_item.team = :team AND coalesce(agenda_item.meeting, 0) = coalesce(:meeting, 0)
   AND coalesce(agenda_item.occurs, '') = coalesce(:occurs, '')
 ORDER BY 1, 3, 4;

-- agenda_in_team(team ref, item ref) one
--   (id ref, meeting ref?, occurs text?, board ref, minutes int, question text?, is_consent_checked bool, is_map_checked bool, position int,
--   changed_at at)
SELECT id, meeting, occurs, board, minutes, question, is_consent_checked, is_map_checked, position, changed_at
  FROM agenda_item WHERE team = :team AND id = :item;

-- agenda_with(team ref, meeting ref?, occurs text?, board ref) one (id ref, minutes int)
-- is the case on it?
SELECT id, minutes FROM agenda_item
 WHERE team = :team AND board = :board AND coalesce(meeting, 0) = coalesce(:meeting, 0) AND coalesce(occurs, '') = coalesce(:occurs, '');

-- agenda_of_board(board ref) many (meeting ref, occurs text?)
-- where a case is to be taken up, or was: whatever became of the meeting
SELECT meeting, occurs FROM agenda_item WHERE board = :board AND meeting IS NOT NULL ORDER BY id;

-- agenda_in_meeting(meeting ref) many (id ref, team ref, occurs text?, position int)
SELECT id, team, occurs, position FROM agenda_item WHERE meeting = :meeting ORDER BY occurs, position;

-- agenda_last(team ref, meeting ref?, occurs text?) one (count int, position int)
SELECT count(*), coalesce(max(position), 0) FROM agenda_item
 WHERE team = :team AND coalesce(meeting, 0) = coalesce(:meeting, 0) AND coalesce(occurs, '') = coalesce(:occurs, '');

-- agenda_put(id ref, team ref, meeting ref?, occurs text?, board ref, minutes int, question text?, is_consent_checked bool,
--   is_map_checked bool, position int, author ref, now at)
INSERT INTO agenda_item (id, team, meeting, occurs, board, minutes, question, is_consent_checked, is_map_checked, position, author,
    added_at, changed_at)
  VALUES (:id, :team, :meeting, :occurs, :board, :minutes, :question, :is_consent_checked, :is_map_checked, :position, :author, :now, :now);

-- agenda_set(team ref, item ref, minutes int, question text?, is_consent_checked bool, is_map_checked bool, at at)
UPDATE agenda_item SET minutes = :minutes, question = :question, is_consent_checked = :is_consent_checked,
       is_map_checked = :is_map_checked, changed_at = :at
 WHERE team = :team AND id = :item;

-- agenda_set_meeting(team ref, item ref, meeting ref?, occurs text?, position int, now at)
UPDATE agenda_item SET meeting = :meeting, occurs = :occurs, position = :position, changed_at = :now WHERE team = :team AND id = :item;

-- agenda_set_position(team ref, item ref, position int)
UPDATE agenda_item SET position = :position WHERE team = :team AND id = :item;

-- agenda_shift(team ref, meeting ref?, occurs text?, from int, until int, by int)
-- makes room, or closes a gap
UPDATE agenda_item SET position = position + :by
 WHERE team = :team AND position >= :from AND position <= :until
   AND coalesce(meeting, 0) = coalesce(:meeting, 0) AND coalesce(occurs, '') = coalesce(:occurs, '');

-- agenda_drop(team ref, item ref)
DELETE FROM agenda_item WHERE team = :team AND id = :item;
