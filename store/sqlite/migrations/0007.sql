-- Figures by story: what a search by value gathers then comes in order.

CREATE TABLE counted (
	unit  INTEGER NOT NULL,
	story INTEGER NOT NULL,
	value REAL NOT NULL,
	PRIMARY KEY (unit, story, value)
) WITHOUT ROWID;
INSERT INTO counted SELECT unit, story, value FROM figure ORDER BY unit, story, value;
DROP TABLE figure;
ALTER TABLE counted RENAME TO figure;

-- How many stories a feed has (user 0) and how many of them are unread for a user: what
-- stands at the corners of every screen, kept as they come and go, for there may be
-- hundreds of thousands to count.

CREATE TABLE tally (
	user    INTEGER NOT NULL,
	feed    INTEGER NOT NULL,
	stories INTEGER NOT NULL,
	PRIMARY KEY (user, feed)
) WITHOUT ROWID;
INSERT INTO tally SELECT 0, feed, count(*) FROM story GROUP BY feed;
INSERT INTO tally SELECT user, feed, count(*) FROM unread GROUP BY user, feed;

CREATE TRIGGER tally_filed AFTER INSERT ON story BEGIN
	INSERT INTO tally VALUES (0, new.feed, 1) ON CONFLICT DO UPDATE SET stories = stories + 1;
END;
CREATE TRIGGER tally_gone AFTER DELETE ON story BEGIN
	UPDATE tally SET stories = stories - 1 WHERE user = 0 AND feed = old.feed;
END;
CREATE TRIGGER tally_unread AFTER INSERT ON unread BEGIN
	INSERT INTO tally VALUES (new.user, new.feed, 1) ON CONFLICT DO UPDATE SET stories = stories + 1;
END;
CREATE TRIGGER tally_read AFTER DELETE ON unread BEGIN
	UPDATE tally SET stories = stories - 1 WHERE user = old.user AND feed = old.feed;
END;
