-- Stories are found by the largest value that they name, of whatever unit.
CREATE FUNCTION largest(float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT max(v) FROM unnest($1) v';
CREATE INDEX story_largest ON story (largest(amounts)) WHERE amounts IS NOT NULL;
