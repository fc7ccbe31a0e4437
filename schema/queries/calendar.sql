-- calendar_begin(account ref, now at)
-- with the first feed
INSERT INTO calendar (account, revision, changed_at) VALUES (:account, 1, :now) ON CONFLICT (account) DO NOTHING;

-- calendar_bump(account ref, now at)
-- no row: they have never had a feed
UPDATE calendar SET revision = revision + 1, changed_at = :now WHERE account = :account;
