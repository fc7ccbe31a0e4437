-- account_add(id ref, organisation ref, name text, full_name text, language lang, password text,
--   seal text, is_admin bool, is_demo bool, now at)
INSERT INTO account (id, organisation, name, full_name, language, password, seal, is_admin, is_demo, added_at)
  VALUES (:id, :organisation, :name, :full_name, :language, :password, :seal, :is_admin, :is_demo, :now);

-- account_by_id(account ref) one
--   (id ref, organisation ref, name text, full_name text, language lang, is_admin bool, is_demo bool, added_at at, ended_at at?)
SELECT id, organisation, name, full_name, language, is_admin, is_demo, added_at, ended_at FROM account WHERE id = :account;

-- account_named(name text) one (account_by_id)
SELECT id, organisation, name, full_name, language, is_admin, is_demo, added_at, ended_at FROM account WHERE name = :name;

-- account_secret(name text) one (id ref, password text, language lang, is_demo bool, ended_at at?)
SELECT id, password, language, is_demo, ended_at FROM account WHERE name = :name;

-- account_of(organisation ref) many
--   (id ref, name text, full_name text, language lang, is_admin bool, is_demo bool, added_at at, ended_at at?)
SELECT id, name, full_name, language, is_admin, is_demo, added_at, ended_at
  FROM account WHERE organisation = :organisation ORDER BY full_name, id;

-- account_demo_count() one (count int)
SELECT count(*) FROM account WHERE is_demo = 1;

-- account_matching(organisation ref, unit ref?, start text, inside text, count int) many
--   (id ref, full_name text, unit_name text?, sector sector?, profession profession?)
-- start and inside are patterns for LIKE, already escaped with a backslash; of one unit, where it is given
SELECT account.id, account.full_name, unit.name, unit.sector, membership.profession
  FROM account
  LEFT JOIN membership ON membership.account = account.id
   AND membership.unit = coalesce(:unit, (SELECT min(m.unit) FROM membership m WHERE m.account = account.id))
  LEFT JOIN unit ON unit.id = membership.unit
 WHERE account.organisation = :organisation AND account.is_admin = 0 AND account.ended_at IS NULL
   AND (:unit IS NULL OR membership.unit = :unit)
   AND (account.full_name LIKE :start ESCAPE '\' OR account.full_name LIKE :inside ESCAPE '\')
 ORDER BY account.full_name, account.id LIMIT :count;

-- account_set_password(account ref, password text, seal text)
UPDATE account SET password = :password, seal = :seal WHERE id = :account;

-- account_seal(account ref) one (seal text)
SELECT seal FROM account WHERE id = :account;

-- account_set_language(account ref, language lang)
UPDATE account SET language = :language WHERE id = :account;

-- account_end(account ref, now at)
UPDATE account SET ended_at = :now WHERE id = :account AND ended_at IS NULL;
