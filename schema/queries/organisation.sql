-- organisation_add(id ref, name text, now at)
INSERT INTO organisation (id, name, added_at) VALUES (:id, :name, :now);

-- organisation_first() one (id ref, name text)
SELECT id, name FROM organisation ORDER BY id LIMIT 1;
