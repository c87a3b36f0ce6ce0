-- The packed index of related stories, which the node that placed stories hands on to the
-- next: one, in parts. It is derived.
CREATE TABLE related_index (
	one     boolean PRIMARY KEY DEFAULT true CHECK (one),
	engines text NOT NULL,
	seq     bigint NOT NULL,  -- of the last filing that it holds
	story   text NOT NULL,    -- of that filing
	size    bigint NOT NULL,
	sum     bigint NOT NULL   -- CRC-32 (Castagnoli)
);
CREATE TABLE related_part (
	part int PRIMARY KEY,
	doc  bytea NOT NULL
);
ALTER TABLE related_part ALTER COLUMN doc SET STORAGE EXTERNAL; -- it is packed already
