-- outcome_of(account int, key text) one (asked blob, err text, result_json json)
SELECT asked, err, result_json FROM outcome WHERE account = :account AND key = :key;

-- outcome_add(account int, key text, asked blob, err text, result_json text, now at)
INSERT INTO outcome (account, key, asked, err, result_json, at) VALUES (:account, :key, :asked, :err, :result_json, :now);

-- outcome_forget(before at)
DELETE FROM outcome WHERE at < :before;
