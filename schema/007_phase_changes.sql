-- When a phase of a team last changed: two who edit it at once must not undo one another unseen.

ALTER TABLE team_phase ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0; -- when its words last changed; its place is not of them
