-- +goose Up
-- How the two cells of a row came to their places and how well they are
-- confirmed, as in line.
ALTER TABLE indicator ADD COLUMN rule TEXT;
ALTER TABLE indicator ADD COLUMN grade TEXT;
