-- +goose Up
-- The workspace's file. Everything here hides behind the views (reports,
-- facts, disclosure, requests, review, sections, findings, doubts), which the
-- program builds from the form and renews when it opens the file. Only they
-- are a promise; these tables are not.
--
-- Times are RFC 3339, UTC, with milliseconds. Absent text is NULL. A report
-- has versions, one for each (page, reader), and one of them is current:
--
--   a version counts only while its page was last read by the reader that made
--   it and was found to be a report; among those, in this order:
--   1. the printed organ is the organ's name or an alias of it,
--   2. more of the three tables were read,
--   3. the page was fetched later,
--   4. the reader is newer,
--   5. the address that sorts first.

PRAGMA application_id = 1735090537; -- "gkai"

CREATE TABLE organ (
    id       INTEGER PRIMARY KEY,
    division TEXT NOT NULL,               -- code of the division; '' where none is known
    site     TEXT NOT NULL,               -- stands in for the division where there is none, else ''
    name     TEXT NOT NULL CHECK (name <> ''),
    level    TEXT,
    CHECK (division = '' OR site = ''),
    UNIQUE (division, name, site)
) STRICT;
CREATE INDEX organ_name ON organ (name);

CREATE TABLE alias (
    organ INTEGER NOT NULL REFERENCES organ (id),
    name  TEXT NOT NULL,                  -- another name the organ prints
    PRIMARY KEY (organ, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    id      INTEGER PRIMARY KEY,
    address TEXT NOT NULL,                -- that answered
    hash    TEXT NOT NULL,                -- SHA-256 of the bytes; '' when nothing came
    asked   TEXT,                         -- address asked for, where another answered
    title   TEXT,                         -- of the link that led here
    status  INTEGER NOT NULL,
    type    TEXT,
    ref     TEXT,                         -- place in the archive, or the file
    first   TEXT,                         -- when these bytes first came
    fetched TEXT,                         -- when they last came in place of others
    organ   INTEGER REFERENCES organ (id), -- whose link led here
    year    INTEGER,                      -- that the link named
    reader  TEXT NOT NULL,                -- newest reader that read it
    reason  TEXT,                         -- why that reader found no report
    UNIQUE (address, hash)
) STRICT;
CREATE INDEX page_asked ON page (asked) WHERE asked IS NOT NULL;

CREATE TABLE report (
    id      INTEGER PRIMARY KEY,
    organ   INTEGER NOT NULL REFERENCES organ (id),
    year    INTEGER NOT NULL,
    current INTEGER REFERENCES version (id), -- NULL when no version counts any more
    UNIQUE (organ, year)
) STRICT;

CREATE TABLE version (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report (id),
    page       INTEGER NOT NULL REFERENCES page (id),
    reader     TEXT NOT NULL,
    read       TEXT,
    printed    TEXT,                      -- organ as printed
    title      TEXT,
    year       INTEGER,                   -- as printed
    published  TEXT,
    signed     TEXT,
    dated      TEXT,                      -- in the address
    disclosure TEXT,                      -- edition of each table, NULL where it is absent
    requests   TEXT,
    review     TEXT,
    cells      INTEGER NOT NULL,          -- with a value
    doubts     INTEGER NOT NULL,
    failed     INTEGER NOT NULL,          -- findings
    UNIQUE (page, reader, report)
) STRICT;
CREATE INDEX version_report ON version (report);

CREATE TABLE section (
    version INTEGER NOT NULL REFERENCES version (id),
    n       INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

-- One row of a statutory table. Kinds: 0 disclosure, 1 requests, 2 review;
-- rows count from 1 in the order of the edition, which never changes. v1 to v7
-- are its columns: INTEGER, or decimals as TEXT exactly as printed, or NULL.
CREATE TABLE line (
    version INTEGER NOT NULL REFERENCES version (id),
    kind    INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    v1 ANY, v2 ANY, v3 ANY, v4 ANY, v5 ANY, v6 ANY, v7 ANY,
    state   TEXT NOT NULL,                -- a letter a cell: n number, o noted, b blank, d dash, t text, u unplaced, m missing
    raw     TEXT,                         -- JSON array; null where the text is that of the value, or none
    unit    TEXT,                         -- JSON array of what is printed; NULL where no cell prints one
    at      TEXT,                         -- table,row,column of the first cell; then, unless one column on, of each: + one column on, - nowhere
    PRIMARY KEY (version, kind, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubt (
    version INTEGER NOT NULL REFERENCES version (id),
    n       INTEGER NOT NULL,
    code    TEXT NOT NULL,
    "table" TEXT,
    row     TEXT,
    text    TEXT NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                   -- table/rule
    at   TEXT NOT NULL,                   -- column, row or block
    UNIQUE (name, at)
) STRICT;

CREATE TABLE finding (
    version INTEGER NOT NULL REFERENCES version (id),
    n       INTEGER NOT NULL,
    rule    INTEGER NOT NULL REFERENCES rule (id),
    result  TEXT NOT NULL,
    "left"  ANY,
    "right" ANY,
    why     TEXT,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_fail ON finding (rule, version) WHERE result = 'fail';

-- Every box of every edition, from the program's form: what facts joins with.
CREATE TABLE box (
    kind      INTEGER NOT NULL,
    form      TEXT NOT NULL,
    row       INTEGER NOT NULL,
    col       INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    PRIMARY KEY (kind, row, form, col)
) STRICT, WITHOUT ROWID;
CREATE INDEX box_indicator ON box (indicator);

-- What SQLite's planner is told of the sizes: a report has 33 lines, an
-- indicator stands in two editions. Without this a question for one indicator
-- reads every line of every report.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('organ', 'organ_name', '20000 2'),
    ('organ', 'sqlite_autoindex_organ_1', '20000 8 1 1'),
    ('report', 'sqlite_autoindex_report_1', '100000 5 1'),
    ('version', NULL, '100000'),
    ('line', 'line', '3300000 33 11 1'),
    ('box', 'box', '383 128 2 2 1'),
    ('box', 'box_indicator', '383 2');
