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
