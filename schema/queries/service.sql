-- noun service key service.id gone removed_at
--   (id ref, name text, sector sector, kind service_kind?, unit ref?, unit_name text?, provider text?, purpose text?, contact text?,
--   from_on day?, until_on day?, status service_status, fit service_fit?, fit_reason text?, weight service_weight?,
--   weight_reason text?, decided_by ref?, decided_at at?, blocked_by json, author ref, added_at at, edited_at at, removed_at at?)
SELECT service.id, service.name, service.sector, service.kind, service.unit, unit.name, service.provider, service.purpose, service.contact,
       service.from_on, service.until_on, service.status, service.fit, service.fit_reason, service.weight, service.weight_reason,
       service.decided_by, service.decided_at, service.blocked_by_json, service.author, service.added_at, service.edited_at,
       service.removed_at
  FROM service LEFT JOIN unit ON unit.id = service.unit WHERE service.board = :board;

-- service_off(board ref) many (id ref, name text, author ref, added_at at, removed_at at)
-- the removed ones, latest first
SELECT id, name, author, added_at, removed_at
  FROM service WHERE board = :board AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC LIMIT 500;

-- service_add(board ref, id ref, name text, sector sector, kind service_kind?, unit ref?, provider text?, purpose text?,
--   contact text?, from_on day?, until_on day?, status service_status, author ref, now at)
INSERT INTO service (board, id, name, sector, kind, unit, provider, purpose, contact, from_on, until_on, status, blocked_by_json,
                     author, added_at, edited_at)
  VALUES (:board, :id, :name, :sector, :kind, :unit, :provider, :purpose, :contact, :from_on, :until_on, :status, '[]',
          :author, :now, :now);

-- service_describe(board ref, id ref, name text, sector sector, kind service_kind?, unit ref?, provider text?, purpose text?,
--   contact text?, from_on day?, until_on day?, edited_at at)
UPDATE service SET name = :name, sector = :sector, kind = :kind, unit = :unit, provider = :provider, purpose = :purpose,
       contact = :contact, from_on = :from_on, until_on = :until_on, edited_at = :edited_at
 WHERE board = :board AND id = :id;

-- service_set_status(board ref, id ref, status service_status)
UPDATE service SET status = :status WHERE board = :board AND id = :id;

-- service_set_fit(board ref, id ref, fit service_fit?, reason text?)
UPDATE service SET fit = :fit, fit_reason = :reason WHERE board = :board AND id = :id;

-- service_set_weight(board ref, id ref, weight service_weight?, reason text?, decided_by ref?, decided_at at?)
UPDATE service SET weight = :weight, weight_reason = :reason, decided_by = :decided_by, decided_at = :decided_at
 WHERE board = :board AND id = :id;

-- service_set_blocked_by(board ref, id ref, blocked_by json)
UPDATE service SET blocked_by_json = :blocked_by WHERE board = :board AND id = :id;

-- service_set_removed(board ref, id ref, removed_at at?)
UPDATE service SET removed_at = :removed_at WHERE board = :board AND id = :id;
