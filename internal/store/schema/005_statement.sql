-- +goose Up
-- What the prose of a report states, what its page says of who and when, and
-- where each section stands.
CREATE TABLE statement (
    version     INTEGER NOT NULL REFERENCES version (id),
    n           INTEGER NOT NULL,
    fact        TEXT NOT NULL,
    value       ANY,                      -- INTEGER, or a decimal as TEXT exactly as printed; NULL where the report says there was none
    approximate INTEGER NOT NULL,         -- 1 where the page says about, more than
    unit        TEXT,                     -- as printed, with its scale
    scope       TEXT,                     -- words that narrow it
    section     INTEGER NOT NULL,         -- number of the section
    sentence    TEXT NOT NULL,
    raw         TEXT NOT NULL,            -- the number with its unit as it stands in the section
    "offset"    INTEGER NOT NULL,         -- of raw in the text of the section, in bytes
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    version INTEGER NOT NULL REFERENCES version (id),
    n       INTEGER NOT NULL,             -- in the order of trust
    what    TEXT NOT NULL,                -- organ, year, division
    value   TEXT NOT NULL,
    "where" TEXT NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

ALTER TABLE section ADD COLUMN "offset" INTEGER; -- of the text in that of the document, in bytes; NULL where it was not kept

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('statement', 'statement', '800000 8 1');
