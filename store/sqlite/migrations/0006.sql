-- An outlet files a new version of a story under a new id now and then. version says
-- that a story is a version of its origin; lent are the flags that a story has from
-- the later versions of it, taken back when they leave its event. Both are derived;
-- of stories read before they come when the engines read them again.

ALTER TABLE place ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN lent INTEGER NOT NULL DEFAULT 0;
