package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongkai/internal/store"
)

// victim names the file that this test program, started again, writes to until
// it is killed.
const victim = "STORE_TEST_VICTIM"

func TestMain(m *testing.M) {
	if file := os.Getenv(victim); file != "" {
		fmt.Println(writeForEver(file))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver puts one report after another and prints a line for each.
func writeForEver(file string) error {
	db, err := store.Open(context.Background(), file)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if _, err := db.Put(context.Background(), entry(fmt.Sprint("街道", i), division, 2023, fmt.Sprint("a", i), "1")); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// A writer that is killed leaves a file that is whole: every report it said it
// had stored is there, and none in part.
func TestKilledWhileWriting(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gongkai.db")
	for _, stored := range []int{1, 60, 150} {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), victim+"="+file)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range stored {
			if !lines.Scan() {
				t.Fatal("the writer stopped by itself")
			}
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // killed
		whole(t, file, stored)
	}
}

func whole(t *testing.T, file string, atLeast int) {
	t.Helper()
	db, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	look := raw(t, file)
	if got := column(t, look, `PRAGMA integrity_check`); len(got) != 1 || got[0] != "ok" {
		t.Error(got)
	}
	if got := column(t, look, `SELECT report FROM facts GROUP BY report HAVING count(*) <> 200`); len(got) != 0 {
		t.Errorf("reports in part: %v", got)
	}
	if _, rows := all(t, db, "reports"); len(rows) < atLeast {
		t.Errorf("%d reports, %d were stored", len(rows), atLeast)
	}
}
