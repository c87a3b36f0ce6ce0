-- Readers of one archive have feeds of their own (personal) beside those that are
-- shared, and shared ones another way than all, or not at all (off).

ALTER TABLE feed ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
CREATE INDEX feed_personal ON feed (n) WHERE personal <> 0;

CREATE TABLE subscription (
	user  INTEGER NOT NULL,
	feed  INTEGER NOT NULL,
	off   INTEGER NOT NULL, -- of a shared feed that the user left
	muted INTEGER NOT NULL,
	doc   TEXT NOT NULL,    -- news.Subscription as JSON
	PRIMARY KEY (user, feed)
) WITHOUT ROWID;
CREATE INDEX subscription_by_feed ON subscription (feed);
