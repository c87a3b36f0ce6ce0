-- What outlets changed: when a story got its newest version (ms), or came as a correction
-- or withdrawal of what others have; 0 for the rest. The Changes view reads its index.
ALTER TABLE story ADD COLUMN altered INTEGER NOT NULL DEFAULT 0;
UPDATE story SET altered = changed WHERE changed <> 0;
UPDATE story SET altered = time WHERE altered = 0 AND flags & 12 <> 0; -- news.Corrected, news.Withdrawn
CREATE INDEX story_by_altered ON story (altered) WHERE altered <> 0;

-- Sessions of the readers: the end of the last one is where "since the last visit" begins.
CREATE TABLE visit (
	user  INTEGER NOT NULL,
	id    TEXT NOT NULL,
	began INTEGER NOT NULL, -- ms
	seen  INTEGER NOT NULL, -- ms when the reader was last at hand
	over  INTEGER NOT NULL, -- 0 while the session lasts
	PRIMARY KEY (user, id)
) WITHOUT ROWID;

-- How far readers came in stories they opened.
CREATE TABLE bookmark (
	user    INTEGER NOT NULL,
	story   INTEGER NOT NULL,
	version INTEGER NOT NULL,
	at      INTEGER NOT NULL, -- ms
	field   INTEGER NOT NULL,
	offset  INTEGER NOT NULL, -- byte of the field
	PRIMARY KEY (user, story)
) WITHOUT ROWID;
CREATE INDEX bookmark_by_time ON bookmark (user, at);
CREATE INDEX bookmark_by_story ON bookmark (story);

-- The pages behind stories, as they were fetched for their full text.
CREATE TABLE page (
	story    INTEGER PRIMARY KEY,
	version  INTEGER NOT NULL, -- of the story when the page was fetched
	fetched  INTEGER NOT NULL, -- ms
	url      TEXT NOT NULL,    -- of the page in the end
	etag     TEXT NOT NULL,
	modified TEXT NOT NULL,
	tagger   TEXT NOT NULL,
	title    TEXT NOT NULL,    -- of the story as the engines read it
	doc      BLOB NOT NULL,    -- as body.doc
	finding  BLOB NOT NULL     -- as finding.doc
);
