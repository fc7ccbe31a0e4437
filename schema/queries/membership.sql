-- membership_put(unit ref, account ref, profession profession, now at)
INSERT INTO membership (unit, account, profession, added_at) VALUES (:unit, :account, :profession, :now)
  ON CONFLICT (unit, account) DO UPDATE SET profession = excluded.profession;

-- membership_remove(unit ref, account ref)
DELETE FROM membership WHERE unit = :unit AND account = :account;

-- membership_of(account ref) many (id ref, name text, sector sector, profession profession)
SELECT unit.id, unit.name, unit.sector, membership.profession
  FROM membership JOIN unit ON unit.id = membership.unit
 WHERE membership.account = :account ORDER BY membership.added_at, unit.id;

-- membership_count(account ref) one (count int)
SELECT count(*) FROM membership WHERE account = :account;

-- membership_in(unit ref) many (account ref, full_name text, profession profession)
SELECT account.id, account.full_name, membership.profession
  FROM membership JOIN account ON account.id = membership.account
 WHERE membership.unit = :unit ORDER BY account.full_name, account.id;
