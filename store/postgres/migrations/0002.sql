-- Whether any story is quiet is asked before what was read is looked up by its marks.
CREATE INDEX story_quiet ON story (n) WHERE quiet;
