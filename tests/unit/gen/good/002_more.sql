-- A column that came later.
ALTER TABLE note ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0; -- 1: stays on top
ALTER TABLE note ADD due_on TEXT;         -- a local date, or NULL
ALTER TABLE note ADD COLUMN data BLOB;    -- whatever belongs to it, or NULL
