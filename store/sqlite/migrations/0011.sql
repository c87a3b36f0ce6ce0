-- What stories of personal feeds call the codes of countries and agencies: for who sees
-- the feed. Table name has what shared ones do.
CREATE TABLE own_name (
	feed INTEGER NOT NULL,
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (feed, name, code)
) WITHOUT ROWID;

-- A verdict is everybody's (user 0), or a reader's own.
CREATE TABLE verdict_of (
	seq    INTEGER PRIMARY KEY AUTOINCREMENT,
	user   INTEGER NOT NULL,
	story  TEXT NOT NULL,
	event  TEXT NOT NULL,
	ruling TEXT NOT NULL,
	UNIQUE (user, story, event)
);
INSERT INTO verdict_of SELECT seq, 0, story, event, ruling FROM verdict ORDER BY seq;
DROP TABLE verdict;
ALTER TABLE verdict_of RENAME TO verdict;
