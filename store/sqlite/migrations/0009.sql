-- What readers wrote about stories and events: ground truth. A note names its story by
-- the id, so that one that was salvaged waits for a story to come again.

CREATE TABLE note (
	story  TEXT NOT NULL,    -- story.id
	event  INTEGER NOT NULL, -- 1 when it is about the story's whole event
	user   INTEGER NOT NULL,
	shared INTEGER NOT NULL, -- 1 when all users see it
	made   INTEGER NOT NULL, -- ms
	text   TEXT NOT NULL,
	words  TEXT NOT NULL,    -- of the text, terms.Phrase
	PRIMARY KEY (story, event, user)
) WITHOUT ROWID;
CREATE INDEX note_by_user ON note (user);
CREATE INDEX note_shared ON note (shared) WHERE shared = 1;
