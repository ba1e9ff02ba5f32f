-- +goose Up
-- Files that hold a report, or a part of it, beside its page or in its place:
-- PDF, Word, Excel. They are kept in the archive and not read.
ALTER TABLE frontier ADD COLUMN page TEXT; -- address of the page whose file it is; NULL where a list leads to it

-- A page and a file that it links to or shows; a list may lead to a file itself.
CREATE TABLE manifestation (
    page    TEXT NOT NULL,                -- address that answered
    address TEXT NOT NULL,                -- of the file
    title   TEXT,                         -- its name, by the link
    first   TEXT,                         -- when it was first seen there
    PRIMARY KEY (page, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifestation_address ON manifestation (address);

-- The bytes that came from the address of a file, each once.
CREATE TABLE file (
    id      INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    hash    TEXT NOT NULL,                -- SHA-256
    type    TEXT NOT NULL,                -- pdf, doc, docx, xls …
    size    INTEGER NOT NULL,             -- bytes
    ref     TEXT,                         -- place in the archive
    first   TEXT,                         -- when these bytes first came
    fetched TEXT,                         -- when they last came in place of others
    UNIQUE (address, hash)
) STRICT;
