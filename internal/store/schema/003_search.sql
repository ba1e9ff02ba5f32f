-- +goose Up
-- The full text of every version: its docid is the version's id, and a column
-- holds the sections of one number. It is fed by the program with one
-- character a token, so that a phrase query finds any run of characters, also
-- of one or two; see phrase.go. Contentless, so nothing can be taken out of it,
-- and nothing needs to be: versions are only ever added.
CREATE VIRTUAL TABLE search USING fts4 (content="", s1, s2, s3, s4, s5, s6, tokenize=simple);
