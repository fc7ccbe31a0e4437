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
