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

-- occurrence_of(meeting ref) many (occurrence)
SELECT occurrence.id, occurrence.meeting, occurrence.occurs, occurrence.title, occurrence.start, occurrence.minutes, occurrence.place,
       occurrence.link, occurrence.cancelled_at, occurrence.cancel_note, occurrence.changed_at
  FROM occurrence WHERE occurrence.meeting = :meeting ORDER BY occurrence.occurs;

-- occurrence_at(meeting ref, occurs text) one (occurrence)
SELECT occurrence.id, occurrence.meeting, occurrence.occurs, occurrence.title, occurrence.start, occurrence.minutes, occurrence.place,
       occurrence.link, occurrence.cancelled_at, occurrence.cancel_note, occurrence.changed_at
  FROM occurrence WHERE occurrence.meeting = :meeting AND occurrence.occurs = :occurs;

-- occurrence_count(meeting ref) one (count int)
SELECT count(*) FROM occurrence WHERE meeting = :meeting;

-- occurrence_put(id ref, meeting ref, occurs text, title text, start text, minutes int, place text?, link text?, cancelled_at at?,
--   cancel_note text?, now at)
-- made, or changed under the id that it has
INSERT INTO occurrence (id, meeting, occurs, title, start, minutes, place, link, cancelled_at, cancel_note, changed_at)
  VALUES (:id, :meeting, :occurs, :title, :start, :minutes, :place, :link, :cancelled_at, :cancel_note, :now)
  ON CONFLICT (id) DO UPDATE SET meeting = excluded.meeting, title = excluded.title, start = excluded.start,
     minutes = excluded.minutes, place = excluded.place, link = excluded.link, cancelled_at = excluded.cancelled_at,
     cancel_note = excluded.cancel_note, changed_at = excluded.changed_at;

-- occurrence_drop(occurrence ref)
-- it is as the series has it
DELETE FROM occurrence WHERE id = :occurrence;
