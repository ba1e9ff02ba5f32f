-- +goose Up
-- What is wrong with an address is over when a page came of it: each page asks.
CREATE INDEX failure_address ON failure (address) WHERE ended IS NULL;
