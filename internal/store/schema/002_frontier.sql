-- +goose Up
-- The frontier: what there is to ask, what came of asking, and each crawl.
--
-- A source is one list of one organ, as sites.csv has it. Its state:
--   new      never walked
--   good     walked to its end at the last crawl, nothing to complain of
--   failed   could not be walked, or not to its end
--   broken   gives fewer reports than it did when it was last good
-- A page of the frontier is an address that some list leads to. Its state:
--   new      never asked, or never answered for good or ill
--   good     stored as a report
--   failed   asked, and no report came of it
-- All rows stay: a link that leaves its list is remembered.

CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    division TEXT NOT NULL,
    organ    TEXT NOT NULL,
    list     TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('new', 'good', 'failed', 'broken')),
    first    TEXT NOT NULL,               -- when it was first to be walked
    walked   TEXT,                        -- when it was last walked, whatever came of it
    good     TEXT,                        -- when it was last good
    pages    INTEGER NOT NULL DEFAULT 0,  -- of the list, when it was last walked
    reports  INTEGER NOT NULL DEFAULT 0,  -- that it gave when it was last good
    gave     INTEGER NOT NULL DEFAULT 0,  -- that it gave when it was last walked
    UNIQUE (list, division, organ)
) STRICT;

CREATE TABLE frontier (
    id       INTEGER PRIMARY KEY,
    address  TEXT NOT NULL UNIQUE,
    source   INTEGER NOT NULL REFERENCES source (id), -- the first to lead here
    title    TEXT NOT NULL,               -- of its link
    year     INTEGER,
    date     TEXT,
    state    TEXT NOT NULL CHECK (state IN ('new', 'good', 'failed')),
    first    TEXT NOT NULL,               -- seen on a list
    seen     TEXT NOT NULL,               -- on a list, the last time
    asked    TEXT,                        -- the last time
    good     TEXT,                        -- when a report last came of it
    wait     TEXT                         -- before which the host wants no question
) STRICT;
CREATE INDEX frontier_source ON frontier (source, state);

CREATE TABLE listing (
    source   INTEGER NOT NULL REFERENCES source (id),
    page     INTEGER NOT NULL REFERENCES frontier (id),
    seen     TEXT NOT NULL,
    PRIMARY KEY (source, page)
) STRICT, WITHOUT ROWID;

-- What the archive holds of an address, and by which headers to ask whether it
-- is still so.
CREATE TABLE copy (
    address  TEXT PRIMARY KEY,
    ref      TEXT NOT NULL,
    digest   TEXT NOT NULL,
    etag     TEXT,
    modified TEXT,
    time     TEXT NOT NULL                -- when it was last sent in full
) STRICT, WITHOUT ROWID;

CREATE TABLE failure (
    source   INTEGER NOT NULL REFERENCES source (id),
    address  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    list     INTEGER NOT NULL,            -- 1: of the list, 0: of a page it leads to
    first    TEXT NOT NULL,
    last     TEXT NOT NULL,
    times    INTEGER NOT NULL,
    good     TEXT,                        -- when all was last well with the address
    ended    TEXT,                        -- when all was well again; NULL while it lasts
    PRIMARY KEY (source, address, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    since    TEXT NOT NULL,               -- when the first of the runs began that this one goes on with
    begun    TEXT NOT NULL,
    ended    TEXT,                        -- NULL while it goes on
    ending   TEXT,                        -- done, interrupted, limit, time, killed, failed
    work     TEXT NOT NULL,               -- what was to be done: a run that came to no end goes on with the same
    place    TEXT NOT NULL,               -- of the archive: what stands before it is settled
    pid      INTEGER NOT NULL,
    lists    INTEGER NOT NULL DEFAULT 0,
    pages    INTEGER NOT NULL DEFAULT 0,  -- of reports, that came
    new      INTEGER NOT NULL DEFAULT 0,
    revised  INTEGER NOT NULL DEFAULT 0,
    same     INTEGER NOT NULL DEFAULT 0,
    failed   INTEGER NOT NULL DEFAULT 0,
    broken   INTEGER NOT NULL DEFAULT 0
) STRICT;
