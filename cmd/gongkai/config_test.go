package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestConfigRoundTrip writes settings and reads them back, whatever stands in
// the contact.
func TestConfigRoundTrip(t *testing.T) {
	for _, contact := range []string{"a@b.cn", "true", "'", `"quoted" # : - {}`, "清河大学", "https://example.org/~us?x=1&y=2", "null", "0123", "- x", "@a", "&b *c"} {
		want := config{Contact: contact, Delay: 1500 * time.Millisecond, AllowPrivate: true}
		text, err := newConfig(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readConfig(written(t, string(text)))
		if err != nil || got != want {
			t.Errorf("contact %q: read back %+v, %v; want %+v", contact, got, err, want)
		}
	}
}

func TestConfigDefaults(t *testing.T) {
	for _, text := range []string{"contact: a@b.cn\n", "\ufeffcontact: a@b.cn\r\n", "# note\ncontact: 'a@b.cn'\n"} {
		c, err := readConfig(written(t, text))
		if want := (config{Contact: "a@b.cn", Delay: defaultDelay}); err != nil || c != want {
			t.Errorf("readConfig(%q) = %+v, %v; want %+v", text, c, err, want)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"- contact\n", ":1: write one `key: value` a line"},
		{"contact: [a, b]\n", ":1: contact must have one value"},
		{"contact: a\ncolour: red\n", `:2: unknown setting "colour"; there are contact, delay, allow_private`},
		{"contact: a\ndelay: -3s\n", `:2: delay "-3s" is negative`},
		{"contact: a\ndelay: soon\n", `:2: delay "soon" is no time`},
		{"contact: ''\n", ":1: contact is empty"},
		{"contact: \"a\\nb\"\n", ":1: contact \"a\\nb\" must be one line"},
		{"contact: a\nallow_private: yes\n", `:2: allow_private "yes" must be true or false`},
		{"delay: 0s\nallow_private: false\n", ":1: delay 0s is accepted only with allow_private: true"},
	} {
		_, err := readConfig(written(t, tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) || codeOf(err) != exitUsage {
			t.Errorf("readConfig(%q) = %v, want %q and exit code %d", tt.text, err, tt.want, exitUsage)
		}
	}
}

func written(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), configFile)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}
