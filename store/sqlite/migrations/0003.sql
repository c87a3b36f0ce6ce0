-- Which stories name a story as an earlier one of their thread: the relations of
-- findings, in reverse. Derived. Those of stories read before this table was made
-- come when the engines read them again.

CREATE TABLE followup (
	earlier INTEGER NOT NULL, -- story.n
	story   INTEGER NOT NULL,
	PRIMARY KEY (earlier, story)
) WITHOUT ROWID;
