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

-- membership_in(unit ref) many (account ref, full_name text, profession profession, is_keeper bool)
SELECT account.id, account.full_name, membership.profession, membership.is_keeper
  FROM membership JOIN account ON account.id = membership.account
 WHERE membership.unit = :unit ORDER BY account.full_name, account.id;

-- membership_set_keeper(unit ref, account ref, is_keeper bool)
UPDATE membership SET is_keeper = :is_keeper WHERE unit = :unit AND account = :account;

-- membership_is(unit ref, account ref) one (profession profession)
-- no row: they don't work there
SELECT profession FROM membership WHERE unit = :unit AND account = :account;

-- keeper_of(unit ref) many (account ref)
SELECT account FROM keeper WHERE unit = :unit ORDER BY account;

-- keeper_is(unit ref, account ref) one (account ref)
-- no row: the inbox is not theirs to keep
SELECT account FROM keeper WHERE unit = :unit AND account = :account;
