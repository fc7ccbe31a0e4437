-- phase_of_team(team ref) many (id ref?, kind phase_kind, title text?, prompt text?, minutes int, position int, changed_at at)
SELECT id, kind, title, prompt, minutes, position, changed_at FROM team_phase WHERE team = :team ORDER BY position, id;

-- phase_in_team(team ref, phase ref) one (phase_of_team)
SELECT id, kind, title, prompt, minutes, position, changed_at FROM team_phase WHERE team = :team AND id = :phase;

-- phase_count(team ref) one (count int)
SELECT count(*) FROM team_phase WHERE team = :team;

-- phase_put(id ref, team ref, kind phase_kind, title text?, prompt text?, minutes int, position int, now at)
INSERT INTO team_phase (id, team, kind, title, prompt, minutes, position, changed_at)
  VALUES (:id, :team, :kind, :title, :prompt, :minutes, :position, :now);

-- phase_set(team ref, phase ref, kind phase_kind, title text?, prompt text?, minutes int, changed_at at)
UPDATE team_phase SET kind = :kind, title = :title, prompt = :prompt, minutes = :minutes, changed_at = :changed_at
 WHERE team = :team AND id = :phase;

-- phase_set_position(team ref, phase ref, position int)
UPDATE team_phase SET position = :position WHERE team = :team AND id = :phase;

-- phase_shift(team ref, from int, until int, by int)
-- makes room, or closes a gap
UPDATE team_phase SET position = position + :by WHERE team = :team AND position >= :from AND position <= :until;

-- phase_drop(team ref, phase ref)
DELETE FROM team_phase WHERE team = :team AND id = :phase;

-- phase_drop_all(team ref)
DELETE FROM team_phase WHERE team = :team;
