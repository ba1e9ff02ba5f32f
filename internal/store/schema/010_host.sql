-- +goose Up
-- A host that has asked to be left alone, by Retry-After.
CREATE TABLE host (
    name  TEXT PRIMARY KEY,
    until TEXT NOT NULL                   -- before then it wants no question
) STRICT, WITHOUT ROWID;
