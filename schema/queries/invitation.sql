-- noun invitation key invitation.id gone removed_at
--   (id ref, meeting ref, occurs text, account ref, full_name text, answer answer, answered_at at?, inviter ref, removed_at at?)
SELECT invitation.id, invitation.meeting, invitation.occurs, invitation.account, account.full_name, invitation.answer,
       invitation.answered_at, invitation.inviter, invitation.removed_at
  FROM invitation
  JOIN meeting ON meeting.id = invitation.meeting
  JOIN account ON account.id = invitation.account
 WHERE meeting.board = :board;

-- invitation_of_host(board ref?, team ref?) many (invitation)
SELECT invitation.id, invitation.meeting, invitation.occurs, invitation.account, account.full_name, invitation.answer,
       invitation.answered_at, invitation.inviter, invitation.removed_at
  FROM invitation
  JOIN meeting ON meeting.id = invitation.meeting
  JOIN account ON account.id = invitation.account
 WHERE (meeting.board = :board OR meeting.team = :team) AND invitation.removed_at IS NULL ORDER BY invitation.id;

-- invitation_of(meeting ref) many (id ref, occurs text, account ref, answer answer, answered_at at?, inviter ref)
SELECT id, occurs, account, answer, answered_at, inviter FROM invitation WHERE meeting = :meeting AND removed_at IS NULL ORDER BY id;

-- invitation_at(meeting ref, occurs text, account ref) one (id ref, inviter ref, removed_at at?)
-- also one that was taken back
SELECT id, inviter, removed_at FROM invitation WHERE meeting = :meeting AND occurs = :occurs AND account = :account;

-- invitation_answers(meeting ref, account ref) many (occurs text, answer answer, answered_at at?)
-- to single instances
SELECT occurs, answer, answered_at FROM invitation
 WHERE meeting = :meeting AND account = :account AND occurs <> '' AND removed_at IS NULL ORDER BY occurs;

-- invitation_held(account ref, board ref?, team ref?) many (id ref)
-- what the account is invited to on a board, or by a team
SELECT invitation.id FROM invitation JOIN meeting ON meeting.id = invitation.meeting
 WHERE invitation.account = :account AND invitation.removed_at IS NULL AND (meeting.board = :board OR meeting.team = :team)
 ORDER BY invitation.id;

-- invitation_count(meeting ref) one (count int)
SELECT count(*) FROM invitation WHERE meeting = :meeting;

-- invitation_put(id ref, meeting ref, occurs text, account ref, answer answer, answered_at at?, inviter ref)
-- made, or made anew under the id that it has
INSERT INTO invitation (id, meeting, occurs, account, answer, answered_at, inviter)
  VALUES (:id, :meeting, :occurs, :account, :answer, :answered_at, :inviter)
  ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at, inviter = excluded.inviter,
     removed_at = NULL;

-- invitation_move(invitation ref, meeting ref)
UPDATE invitation SET meeting = :meeting WHERE id = :invitation;

-- invitation_set_removed(invitation ref, now at)
UPDATE invitation SET removed_at = :now WHERE id = :invitation;
