-- +goose Up
-- The tables of indicators of years before 2019, and the crosswalk by which
-- the view panel puts the editions side by side. To choose the current
-- version, such a table counts like one of the three.
ALTER TABLE version ADD COLUMN indicators TEXT; -- 2014 or 2008; NULL where it is absent

CREATE TABLE indicator (
    version    INTEGER NOT NULL REFERENCES version (id),
    n          INTEGER NOT NULL,      -- the row, from 1
    key        TEXT,                  -- NULL for a heading and for a row that no known table has
    label      TEXT NOT NULL,
    unit       TEXT,                  -- of the unit column
    value      ANY,                   -- INTEGER, or decimals as TEXT exactly as printed, or NULL
    cumulative ANY,
    state      TEXT NOT NULL,         -- letters as in line, of value and cumulative; - where the table has no such column
    raw        TEXT,                  -- as in line
    measured   TEXT,                  -- units printed in the cells, as unit in line
    at         TEXT,                  -- as in line
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX indicator_key ON indicator (version, key) WHERE key IS NOT NULL;

-- The crosswalk, from the program's: renewed with the view panel.
CREATE TABLE variable (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    kind   INTEGER,                   -- of the table that gives it since 2019, as in line; NULL for none
    amount INTEGER NOT NULL           -- 1 for money
) STRICT;

CREATE TABLE origin (
    variable INTEGER NOT NULL REFERENCES variable (id),
    kind     INTEGER NOT NULL,        -- as in line, 3 for indicators
    form     TEXT NOT NULL,
    cells    TEXT NOT NULL,           -- what it is made of
    PRIMARY KEY (variable, kind, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE operand (
    variable INTEGER NOT NULL REFERENCES variable (id),
    kind     INTEGER NOT NULL,
    form     TEXT NOT NULL,
    n        INTEGER NOT NULL,
    row      INTEGER,                 -- of line
    col      INTEGER,
    key      TEXT,                    -- of indicator
    PRIMARY KEY (variable, kind, form, n)
) STRICT, WITHOUT ROWID;
