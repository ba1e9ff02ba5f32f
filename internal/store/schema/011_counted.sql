-- +goose Up
-- 0: the list did not say how many rows or pages it has, when it was last walked,
-- so that it cannot be seen to be short; 1: it did, or failed; NULL: not known.
ALTER TABLE source ADD COLUMN counted INTEGER;
