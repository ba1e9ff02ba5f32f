-- +goose Up
-- How each cell came to its place and how well it is confirmed, a letter a
-- cell, or one letter where all cells of the line have the same.
ALTER TABLE line ADD COLUMN rule TEXT;  -- - none, c counted, b below, t tallied, p proved; a capital where a second reading agrees
ALTER TABLE line ADD COLUMN grade TEXT; -- u unverified, c consistent, v verified
