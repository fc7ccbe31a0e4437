-- team_add(id ref, organisation ref, name text, now at)
INSERT INTO team (id, organisation, name, added_at) VALUES (:id, :organisation, :name, :now);

-- team_by_id(team ref) one (id ref, organisation ref, name text, ended_at at?)
SELECT id, organisation, name, ended_at FROM team WHERE id = :team;

-- team_named(organisation ref, name text) one (id ref)
SELECT id FROM team WHERE organisation = :organisation AND name = :name;

-- team_set_name(team ref, name text)
UPDATE team SET name = :name WHERE id = :team;

-- team_set_ended(team ref, now at)
UPDATE team SET ended_at = :now WHERE id = :team AND ended_at IS NULL;

-- team_access(team ref, account ref) one (role team_role)
-- what one account may do in one team; no row: as good as no team
SELECT team_member.role FROM team_member JOIN team ON team.id = team_member.team
 WHERE team_member.team = :team AND team_member.account = :account AND team_member.left_at IS NULL AND team.ended_at IS NULL;

-- team_put(team ref, account ref, role team_role, now at)
INSERT INTO team_member (team, account, role, joined_at) VALUES (:team, :account, :role, :now)
  ON CONFLICT (team, account) DO UPDATE SET role = excluded.role, left_at = NULL,
     joined_at = CASE WHEN team_member.left_at IS NULL THEN team_member.joined_at ELSE excluded.joined_at END;

-- team_set_left(team ref, account ref, now at)
UPDATE team_member SET left_at = :now WHERE team = :team AND account = :account AND left_at IS NULL;

-- team_leads(team ref) one (count int)
SELECT count(*) FROM team_member WHERE team = :team AND role = 'lead' AND left_at IS NULL;

-- team_of_account(account ref) many (id ref, name text, role team_role, people int)
SELECT team.id, team.name, team_member.role,
       (SELECT count(*) FROM team_member m WHERE m.team = team.id AND m.left_at IS NULL)
  FROM team_member JOIN team ON team.id = team_member.team AND team.ended_at IS NULL
 WHERE team_member.account = :account AND team_member.left_at IS NULL ORDER BY team.name, team.id;

-- team_member_of(team ref) many (id ref, full_name text, role team_role, unit_name text?, sector sector?, profession profession?)
SELECT account.id, account.full_name, team_member.role, unit.name, unit.sector, membership.profession
  FROM team_member
  JOIN account ON account.id = team_member.account
  LEFT JOIN membership ON membership.account = account.id
   AND membership.unit = (SELECT min(m.unit) FROM membership m WHERE m.account = account.id)
  LEFT JOIN unit ON unit.id = membership.unit
 WHERE team_member.team = :team AND team_member.left_at IS NULL ORDER BY account.full_name, account.id;

-- team_accounts(team ref) many (account ref)
SELECT account FROM team_member WHERE team = :team AND left_at IS NULL ORDER BY account;

-- team_count(team ref) one (count int)
SELECT count(*) FROM team_member WHERE team = :team AND left_at IS NULL;

-- team_joined(account ref) many (team ref)
SELECT team_member.team FROM team_member JOIN team ON team.id = team_member.team AND team.ended_at IS NULL
 WHERE team_member.account = :account AND team_member.left_at IS NULL ORDER BY team_member.team;

-- team_longest(team ref) one (account ref)
-- who has been in it longest
SELECT account FROM team_member WHERE team = :team AND left_at IS NULL ORDER BY joined_at, account LIMIT 1;
