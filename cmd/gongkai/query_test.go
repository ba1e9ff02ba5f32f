package main

import (
	"bytes"
	"context"
	"testing"
	"time"
)

// What only reads has nothing to go on with when it is interrupted.
func TestInterruptedQuery(t *testing.T) {
	dir := workspaceOf(t, "")
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond) // in place of Ctrl-C
	defer stop()
	var out, talk bytes.Buffer
	code := run(ctx, []string{"-C", dir, "query", "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"}, streams{nil, &out, &talk})
	if code != exitInterrupted || talk.String() != "gongkai: interrupted; nothing was changed\n" || out.Len() > 0 {
		t.Errorf("%d %q %q", code, talk.String(), out.String())
	}
}
