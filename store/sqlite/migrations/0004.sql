-- Saved searches, those that fire (watches) included, and what they fired.

CREATE TABLE search_saved (
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	user    INTEGER NOT NULL,
	name    TEXT NOT NULL,
	folded  TEXT NOT NULL,               -- name in lower case
	query   TEXT NOT NULL,
	fires   TEXT NOT NULL DEFAULT '',    -- news.Triggers by name, "event, figure"; '' for none
	made    INTEGER NOT NULL,            -- ms
	since   INTEGER NOT NULL,            -- fresh.n of the last news before it fired
	removed INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX search_saved_by_name ON search_saved (user, folded) WHERE removed = 0;
CREATE INDEX search_saved_firing ON search_saved (n) WHERE removed = 0 AND fires <> '';

-- News that was not held against the watches yet: what Annotate took in for the first
-- time, while there were watches. It goes in the transaction that stores its alerts.
CREATE TABLE fresh (
	n     INTEGER PRIMARY KEY AUTOINCREMENT,
	story INTEGER NOT NULL
);
CREATE INDEX fresh_by_story ON fresh (story);

CREATE TABLE alert (
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	user    INTEGER NOT NULL,
	search  INTEGER NOT NULL,
	mark    TEXT NOT NULL,               -- what fired, once for a search
	at      INTEGER NOT NULL,            -- ms
	seen    INTEGER NOT NULL DEFAULT 0,
	removed INTEGER NOT NULL DEFAULT 0,  -- from the list; the row keeps it from firing again
	told    INTEGER NOT NULL DEFAULT 0,  -- ms when a notification was given out for it, 0 before
	doc     TEXT NOT NULL                -- news.Alert as JSON
);
CREATE UNIQUE INDEX alert_once ON alert (search, mark);
CREATE INDEX alert_by_user ON alert (user, n) WHERE removed = 0;
CREATE INDEX alert_unseen ON alert (user, search) WHERE removed = 0 AND seen = 0;
CREATE INDEX alert_untold ON alert (user, n) WHERE told = 0;
CREATE INDEX alert_told ON alert (user, told) WHERE told <> 0;
