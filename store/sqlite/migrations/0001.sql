-- The first schema. Ground truth comes first; the tables under "derived" can be
-- dropped and made again from it.
--
-- story.n is the story's label: the second of its time (Unix), or the nearest free
-- one before. So the order of labels is the order of time, give or take the
-- largest step back (tick.spill), in every index that ends in a story.

CREATE TABLE tick (
	one     INTEGER PRIMARY KEY CHECK (one = 1),
	stories INTEGER NOT NULL,
	marks   INTEGER NOT NULL,
	feeds   INTEGER NOT NULL,
	spill   INTEGER NOT NULL
);
INSERT INTO tick VALUES (1, 0, 0, 0, 0);

CREATE TABLE user (
	n    INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);
INSERT INTO user VALUES (1, 'local');

CREATE TABLE feed (
	n       INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	url     TEXT NOT NULL,
	removed INTEGER NOT NULL DEFAULT 0,
	doc     TEXT NOT NULL             -- news.Feed as JSON
);
CREATE UNIQUE INDEX feed_by_url ON feed (url) WHERE removed = 0;

CREATE TABLE feed_state (
	feed   INTEGER PRIMARY KEY,
	next   INTEGER NOT NULL DEFAULT 0, -- ms
	holder TEXT NOT NULL DEFAULT '',
	until  INTEGER NOT NULL DEFAULT 0, -- ms
	doc    TEXT NOT NULL DEFAULT '{}'  -- news.FetchState as JSON
);
CREATE INDEX feed_state_by_next ON feed_state (next);

CREATE TABLE story (
	n       INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	feed    INTEGER NOT NULL,
	time    INTEGER NOT NULL,         -- ms, news.Story.Time
	filed   INTEGER NOT NULL,         -- tick.stories when it came
	version INTEGER NOT NULL,
	hidden  INTEGER NOT NULL DEFAULT 0,
	flags   INTEGER NOT NULL,         -- news.Flag, from markers and versions
	hash    INTEGER NOT NULL,         -- of what makes a new version
	changed INTEGER NOT NULL DEFAULT 0, -- ms when the newest version came, 0 for the first
	body    INTEGER NOT NULL,
	outlet  TEXT NOT NULL,
	title   TEXT NOT NULL,
	url     TEXT NOT NULL
);
CREATE INDEX story_by_feed ON story (feed);
CREATE INDEX story_flagged ON story (n, flags) WHERE flags <> 0;
CREATE INDEX story_hidden ON story (hidden) WHERE hidden <> 0;

-- Numbered as they come, so that the pages of the largest table fill up.
CREATE TABLE body (
	n   INTEGER PRIMARY KEY,
	doc BLOB NOT NULL
);

CREATE TABLE version (
	story INTEGER NOT NULL,
	n     INTEGER NOT NULL,
	seen  INTEGER NOT NULL,
	title TEXT NOT NULL,
	note  TEXT NOT NULL,
	doc   BLOB NOT NULL,
	PRIMARY KEY (story, n)
) WITHOUT ROWID;

CREATE TABLE mark (
	user    INTEGER NOT NULL,
	story   INTEGER NOT NULL,
	read    INTEGER NOT NULL,         -- ms when read, 0 when not
	starred INTEGER NOT NULL,         -- ms when starred, 0 when not
	PRIMARY KEY (user, story)
) WITHOUT ROWID;
CREATE INDEX mark_by_story ON mark (story) WHERE starred <> 0;
CREATE INDEX mark_starred ON mark (user, story) WHERE starred <> 0;

-- Marks of stories that are not here yet: salvaged from a broken file, they are
-- set when the story comes again.
CREATE TABLE kept (
	story   TEXT NOT NULL,
	user    INTEGER NOT NULL,
	read    INTEGER NOT NULL,
	starred INTEGER NOT NULL,
	PRIMARY KEY (story, user)
) WITHOUT ROWID;

CREATE TABLE setting (
	user  INTEGER NOT NULL,
	key   TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (user, key)
) WITHOUT ROWID;

CREATE TABLE looked (
	user    INTEGER NOT NULL,
	event   INTEGER NOT NULL,
	outlets INTEGER NOT NULL,
	PRIMARY KEY (user, event)
) WITHOUT ROWID;

-- Unread stories of every user, for lists and counts: what mark does not call
-- read, less what is hidden and what came from muted feeds.
CREATE TABLE unread (
	user  INTEGER NOT NULL,
	story INTEGER NOT NULL,
	feed  INTEGER NOT NULL,
	PRIMARY KEY (user, story)
) WITHOUT ROWID;

-- Unread stories of removed feeds, until they come back or are swept.
CREATE TABLE parked (
	story INTEGER NOT NULL,
	user  INTEGER NOT NULL,
	PRIMARY KEY (story, user)
) WITHOUT ROWID;

-- Derived.

CREATE TABLE tagger (
	n    INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

CREATE TABLE event (
	n         INTEGER PRIMARY KEY AUTOINCREMENT,
	id        TEXT NOT NULL UNIQUE,
	rank      INTEGER NOT NULL DEFAULT 0,
	lead      INTEGER NOT NULL DEFAULT 0,
	first     INTEGER NOT NULL DEFAULT 0,
	last      INTEGER NOT NULL DEFAULT 0,
	stories   INTEGER NOT NULL DEFAULT 0, -- visible ones
	outlets   INTEGER NOT NULL DEFAULT 0,
	origins   INTEGER NOT NULL DEFAULT 0,
	flags     INTEGER NOT NULL DEFAULT 0,
	countries TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_by_rank ON event (rank) WHERE stories > 0;

CREATE TABLE place (
	story     INTEGER PRIMARY KEY,
	event     INTEGER NOT NULL,
	tagger    INTEGER NOT NULL DEFAULT 0, -- 0 before the engines read the newest version
	seq       INTEGER NOT NULL DEFAULT 0, -- of its finding
	flags     INTEGER NOT NULL DEFAULT 0,
	origin    TEXT NOT NULL DEFAULT '',
	source    TEXT NOT NULL DEFAULT '',
	countries TEXT NOT NULL DEFAULT ''    -- "PRK3 RUS1": code and mentions
);
CREATE INDEX place_by_event ON place (event);
CREATE INDEX place_by_tagger ON place (tagger);

CREATE TABLE finding (
	seq   INTEGER PRIMARY KEY AUTOINCREMENT,
	story INTEGER NOT NULL,
	doc   BLOB NOT NULL
);

CREATE TABLE unit (
	n    INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

-- What the codes of countries and agencies are called, folded by tokens.go.
CREATE TABLE name (
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (name, code)
) WITHOUT ROWID;
CREATE INDEX name_by_code ON name (code);

CREATE TABLE figure (
	unit  INTEGER NOT NULL,
	value REAL NOT NULL,
	story INTEGER NOT NULL,
	PRIMARY KEY (unit, value, story)
) WITHOUT ROWID;

-- Words reach the index folded and split by tokens.go; those with a "_" are facets.
-- The first column is the cheapest: every word of another one takes two bytes more.
CREATE VIRTUAL TABLE search USING fts5 (
	text, title,
	content = '', contentless_delete = 1,
	tokenize = "ascii tokenchars '_'"
);
INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
INSERT INTO search (search, rank) VALUES ('pgsz', 8100);   -- a leaf fills a page of 8192
INSERT INTO search (search, rank) VALUES ('automerge', 0); -- 16 at a time costs half
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(1.0, 8.0)');
