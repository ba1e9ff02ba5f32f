package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// sitesHeader is the header of sites.csv.
const sitesHeader = "organ,division,level,list,family,options,notes\n"

// newInit is `gongkai init`.
func newInit(s streams, elsewhere *string) *cobra.Command {
	var contact string
	c := &cobra.Command{
		Use:   "init DIR --contact WHO",
		Short: "Make a workspace: settings, list of sites, database, archive",
		Long: `Makes a workspace in DIR, which may exist but must not hold one yet:

  gongkai.yaml   the settings: contact, delay, allow_private
  sites.csv      the list of sites to crawl, one a line; fill it in
  gongkai.db     the database, SQLite
  archive/       every answer of every site, byte for byte (WARC)

WHO is sent with every request, so that the people who run a site can reach
you: an e-mail address, or the address of a page about your project.`,
		Example: "  gongkai init huaian --contact wang@university.edu.cn",
		Args:    takes(1, 1, "the folder to make"),
		RunE: func(c *cobra.Command, args []string) error {
			if *elsewhere != "" {
				return wrong("init makes the folder that it is given, -C is for workspaces that exist; write gongkai init %s", filepath.Join(*elsewhere, args[0]))
			}
			if !c.Flags().Changed("contact") {
				return wrong("init needs --contact WHO: an e-mail address or a page, sent with every request so that the people who run a site can reach you")
			}
			if err := checkContact(strings.TrimSpace(contact)); err != nil {
				return wrong("--contact: %w", err)
			}
			w, err := makeWorkspace(c.Context(), args[0], config{Contact: strings.TrimSpace(contact), Delay: defaultDelay}, sitesHeader)
			if err != nil {
				return err
			}
			s.say("made the workspace %s", args[0])
			s.say("next: write the sites to crawl into %s, one a line, then: gongkai -C %s crawl", w.sites(), args[0])
			return nil
		},
	}
	c.Flags().StringVar(&contact, "contact", "", "e-mail address or page of `WHO` crawls (required)")
	return c
}

// makeWorkspace makes a workspace in dir with the content of its sites.csv.
// It overwrites nothing, and takes away what it made when it cannot finish.
func makeWorkspace(ctx context.Context, dir string, c config, sites string) (w workspace, err error) {
	w = workspace(dir)
	for _, name := range []string{w.config(), w.sites(), w.database(), w.archive()} {
		if exists(name) {
			return w, fmt.Errorf("%s already holds %s; nothing was changed", dir, filepath.Base(name))
		}
	}
	text, err := newConfig(c)
	if err != nil {
		return w, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return w, err
	}
	defer func() {
		if err != nil {
			w.remove()
		}
	}()
	db, err := w.open(ctx)
	if err != nil {
		return w, err
	}
	if err := db.Close(); err != nil {
		return w, err
	}
	if err := os.Mkdir(w.archive(), 0o777); err != nil {
		return w, err
	}
	if err := os.WriteFile(w.sites(), []byte(sites), 0o666); err != nil {
		return w, err
	}
	return w, os.WriteFile(w.config(), text, 0o666) // last: it is what makes the folder a workspace
}

// remove takes away the files of a workspace that could not be finished. What
// stays is named by the next init, which refuses to overwrite it.
func (w workspace) remove() {
	for _, name := range []string{w.config(), w.sites(), w.database(), w.database() + "-wal", w.database() + "-shm", w.archive()} {
		_ = os.RemoveAll(name)
	}
}
