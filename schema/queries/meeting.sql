-- noun meeting key meeting.id
--   (id ref, title text, start text, tz text, minutes int, place text?, link text?, rrule text?, cancelled_at at?, cancel_note text?,
--   follows ref?, revision int, author ref, added_at at, changed_at at)
-- Those of a team are on no board: not in its snapshots, nor in its events.
SELECT meeting.id, meeting.title, meeting.start, meeting.tz, meeting.minutes, meeting.place, meeting.link, meeting.rrule,
       meeting.cancelled_at, meeting.cancel_note, meeting.follows, meeting.revision, meeting.author, meeting.added_at, meeting.changed_at
  FROM meeting WHERE meeting.board = :board;

-- meeting_of_host(board ref?, team ref?) many (meeting)
SELECT meeting.id, meeting.title, meeting.start, meeting.tz, meeting.minutes, meeting.place, meeting.link, meeting.rrule,
       meeting.cancelled_at, meeting.cancel_note, meeting.follows, meeting.revision, meeting.author, meeting.added_at, meeting.changed_at
  FROM meeting WHERE meeting.board = :board OR meeting.team = :team ORDER BY meeting.start, meeting.id;

-- meeting_by_id(meeting ref) one
--   (id ref, board ref?, team ref?, title text, start text, tz text, minutes int, place text?, link text?, rrule text?,
--   cancelled_at at?, cancel_note text?, revision int, changed_at at)
SELECT id, board, team, title, start, tz, minutes, place, link, rrule, cancelled_at, cancel_note, revision, changed_at
  FROM meeting WHERE id = :meeting;

-- meeting_count(board ref?, team ref?) one (count int)
SELECT count(*) FROM meeting WHERE board = :board OR team = :team;

-- meeting_add(id ref, board ref?, team ref?, title text, start text, tz text, minutes int, place text?, link text?, rrule text?,
--   follows ref?, author ref, now at)
INSERT INTO meeting (id, board, team, title, start, tz, minutes, place, link, rrule, follows, revision, author, added_at, changed_at)
  VALUES (:id, :board, :team, :title, :start, :tz, :minutes, :place, :link, :rrule, :follows, 0, :author, :now, :now);

-- meeting_plan(meeting ref, title text, start text, tz text, minutes int, place text?, link text?, rrule text?, now at)
UPDATE meeting SET title = :title, start = :start, tz = :tz, minutes = :minutes, place = :place, link = :link, rrule = :rrule,
       revision = revision + 1, changed_at = :now
 WHERE id = :meeting;

-- meeting_set_rule(meeting ref, rrule text, now at)
UPDATE meeting SET rrule = :rrule, revision = revision + 1, changed_at = :now WHERE id = :meeting;

-- meeting_set_cancelled(meeting ref, cancelled_at at?, cancel_note text?, now at)
UPDATE meeting SET cancelled_at = :cancelled_at, cancel_note = :cancel_note, revision = revision + 1, changed_at = :now
 WHERE id = :meeting;

-- meeting_touch(meeting ref, now at)
-- one of its instances changed
UPDATE meeting SET revision = revision + 1, changed_at = :now WHERE id = :meeting;

-- meeting_seen(account ref, board ref?, team ref?, from text, until text) many
--   (id ref, board ref?, team ref?, code text?, host_title text?, title text, start text, tz text, minutes int, place text?,
--   link text?, rrule text?, cancelled_at at?, cancel_note text?, revision int, added_at at, changed_at at, is_whole bool,
--   answer answer?, answered_at at?, has_changes bool, has_answers bool)
-- What may lie between two local times, of one open board that the account is on or of one team that it is in, whether it is
-- invited or not; without either what is in its calendar: meetings of open boards that it is on and invited to, of teams that
-- it is in, and of others' teams where it is a guest, who is told nothing of the team. Not is_whole: only the instances to
-- which there is an invitation. answer, answered_at: to the whole.
SELECT meeting.id, meeting.board, CASE WHEN team_member.account IS NOT NULL THEN meeting.team END, board.code,
       CASE WHEN meeting.board IS NOT NULL THEN board.title WHEN team_member.account IS NOT NULL THEN team.name END,
       meeting.title, meeting.start, meeting.tz, meeting.minutes, meeting.place, meeting.link, meeting.rrule, meeting.cancelled_at,
       meeting.cancel_note, meeting.revision, meeting.added_at, meeting.changed_at,
       CASE WHEN meeting.board = :board OR team_member.account IS NOT NULL OR invitation.id IS NOT NULL THEN 1 ELSE 0 END,
       invitation.answer, invitation.answered_at,
       CASE WHEN EXISTS (SELECT 1 FROM occurrence o WHERE o.meeting = meeting.id) THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM invitation i WHERE i.meeting = meeting.id AND i.account = :account AND i.occurs <> ''
                            AND i.removed_at IS NULL) THEN 1 ELSE 0 END
  FROM meeting
  LEFT JOIN board ON board.id = meeting.board
  LEFT JOIN participant ON participant.board = meeting.board AND participant.account = :account AND participant.left_at IS NULL
  LEFT JOIN team ON team.id = meeting.team
  LEFT JOIN team_member ON team_member.team = meeting.team AND team_member.account = :account AND team_member.left_at IS NULL
  LEFT JOIN invitation ON invitation.meeting = meeting.id AND invitation.account = :account AND invitation.occurs = ''
   AND invitation.removed_at IS NULL
 WHERE meeting.id IN
   (SELECT m.id FROM meeting m WHERE m.board = :board
    UNION
    SELECT m.id FROM team_member t JOIN meeting m ON m.team = t.team
     WHERE t.account = :account AND t.left_at IS NULL AND t.team = coalesce(:team, t.team) AND :board IS NULL
    UNION
    SELECT i.meeting FROM invitation i WHERE i.account = :account AND i.removed_at IS NULL AND :board IS NULL AND :team IS NULL)
   AND (meeting.board IS NULL OR (participant.account IS NOT NULL AND board.archived_at IS NULL))
   AND ((meeting.start < :until AND (meeting.rrule IS NOT NULL OR meeting.start >= :from))
    OR EXISTS (SELECT 1 FROM occurrence o WHERE o.meeting = meeting.id AND o.start >= :from AND o.start < :until))
 ORDER BY meeting.id;
