-- What stories of personal feeds call the codes of countries and agencies: for who sees
-- the feed. Table name has what shared ones do.
CREATE TABLE own_name (
	feed bigint NOT NULL,
	name text NOT NULL,
	code text NOT NULL,
	PRIMARY KEY (feed, name, code)
);

-- A verdict is everybody's (usr 0), or a reader's own.
ALTER TABLE verdict ADD COLUMN usr int NOT NULL DEFAULT 0;
ALTER TABLE verdict DROP CONSTRAINT verdict_story_event_key;
ALTER TABLE verdict ADD UNIQUE (usr, story, event);
