-- noun occurrence key occurrence.id
--   (id ref, meeting ref, occurs text, title text, start text, minutes int, place text?, link text?, cancelled_at at?, cancel_note text?,
--   changed_at at)
SELECT occurrence.id, occurrence.meeting, occurrence.occurs, occurrence.title, occurrence.start, occurrence.minutes, occurrence.place,
       occurrence.link, occurrence.cancelled_at, occurrence.cancel_note, occurrence.changed_at
  FROM occurrence JOIN meeting ON meeting.id = occurrence.meeting WHERE meeting.board = :board;

-- occurrence_of_host(board ref?, team ref?) many (occurrence)
SELECT occurrence.id, occurrence.meeting, occurrence.occurs, occurrence.title, occurrence.start, occurrence.minutes, occurrence.place,
       occurrence.link, occurrence.cancelled_at, occurrence.cancel_note, occurrence.changed_at
  FROM occurrence JOIN meeting ON meeting.id = occurrence.meeting
 WHERE meeting.board = :board OR meeting.team = :team ORDER BY occurrence.meeting, occurrence.occurs;
