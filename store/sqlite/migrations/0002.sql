-- What readers said about stories and events, one row for each pair: the last word.
-- One that was taken back stays, with '' for its ruling, so that a process that knows
-- of it learns that too.

CREATE TABLE verdict (
	seq    INTEGER PRIMARY KEY AUTOINCREMENT,
	story  TEXT NOT NULL,
	event  TEXT NOT NULL,
	ruling TEXT NOT NULL,
	UNIQUE (story, event)
);

-- They were one setting before.
INSERT OR REPLACE INTO verdict (story, event, ruling)
	SELECT x.doc ->> '$.Story', x.doc ->> '$.Event', iif(x.doc ->> '$.Same', 'same', 'apart')
	FROM (SELECT j.id, iif(j.type = 'object', j.value, '{}') AS doc
		FROM setting g, json_each(iif(json_valid(g.value), g.value, '[]')) j
		WHERE g.user = 1 AND g.key = 'related.corrections') x
	WHERE x.doc ->> '$.Story' <> '' AND x.doc ->> '$.Event' <> ''
	ORDER BY x.id;
DELETE FROM setting WHERE key = 'related.corrections';
