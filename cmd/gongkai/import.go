package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/division"
	"gongkai/internal/store"
)

// newImport is `gongkai import`.
func newImport(s streams, at func() (workspace, error)) *cobra.Command {
	var list string
	c := &cobra.Command{
		Use:   "import PATH... [--manifest FILE.csv]",
		Short: "Store saved reports, files or whole folders",
		Long: `Reads saved reports and stores them in the workspace. A folder is taken with
all folders in it, hidden ones left out.

A manifest says what the files are. It is a CSV file with a header; the columns
may stand in any order and all but file may be left out:

  file      the file, relative to the manifest or to where you are
  organ     whose report it is; without it the name printed in the report counts
  division  the code of the place, such as 320813; without it, the place the
            organ's name begins with, where no other can be meant
  year      the year reported on
  address   where the report was published

Importing the same file twice changes nothing.`,
		Example: "  gongkai import saved/ --manifest saved/manifest.csv\n" +
			"  gongkai import antai-2023.txt",
		Args: takes(1, -1, "at least one file or folder"),
		RunE: func(c *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			m := &manifest{}
			if list != "" {
				if m, err = readManifest(list); err != nil {
					return err
				}
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			i := importer{streams: s, workspace: w, manifest: m, db: db, started: time.Now().UTC()}
			return errors.Join(i.all(c.Context(), args), db.Close())
		},
	}
	c.Flags().StringVar(&list, "manifest", "", "CSV `FILE` that says of each file whose report it is")
	return c
}

// importer stores files in a workspace.
type importer struct {
	streams
	workspace workspace
	manifest  *manifest
	db        *store.DB
	started   time.Time // stands for when the files came: one time, so that their order does not matter
	counts    counts
	divisions *division.Table // read when first asked for
}

// all imports the files and folders named and says how it went.
func (i *importer) all(ctx context.Context, paths []string) error {
	files, skipped := i.files(paths)
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := i.one(ctx, file); err != nil {
			i.fail(err)
		}
	}
	for _, err := range i.manifest.unmet() {
		i.fail(err)
	}
	i.say("imported: %s", i.counts)
	if skipped > 0 {
		i.say("left out %s that cannot be a report (pictures, styles, CSV and the like)", plural(skipped, "file"))
	}
	if len(files) == 0 && i.counts.failed == 0 {
		return fmt.Errorf("no reports to import in %s", strings.Join(paths, ", "))
	}
	return tally(i.counts.fresh+i.counts.revised+i.counts.same, i.counts.failed)
}

func (i *importer) fail(err error) {
	i.complain(err)
	i.counts.failed++
}

// noPages are the kinds of file that lie beside saved pages and are none.
var noPages = strings.Fields(".css .js .json .csv .db .png .jpg .jpeg .gif .svg .ico .bmp .webp .woff .woff2 .ttf .eot .gz .xml .map .swf .mp4 .mp3")

// files lists the files to import: those named, and in folders every file
// that may be a page, in the order of their names.
func (i *importer) files(paths []string) (files []string, skipped int) {
	for _, p := range paths {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				i.fail(plain(name, err))
			case name != p && strings.HasPrefix(d.Name(), ".") && d.IsDir():
				return filepath.SkipDir
			case d.IsDir() || name != p && strings.HasPrefix(d.Name(), "."):
			case name != p && slices.Contains(noPages, strings.ToLower(filepath.Ext(name))):
				skipped++
			default:
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			i.fail(plain(p, err))
		}
	}
	return files, skipped
}

// one reads and stores one file. A page that is no report is stored too, with
// the reason.
func (i *importer) one(ctx context.Context, file string) error {
	says, err := i.manifest.of(file)
	if err != nil {
		return err
	}
	p, err := pageOf(i.in, file)
	if err != nil {
		return err
	}
	if p.URL, err = i.address(file, says); err != nil {
		return err
	}
	p.Fetched = i.started
	e := reading(p, claim{organ: says.organ, organBy: byManifest, year: says.year, yearBy: byManifest})
	if e.Ref, err = i.ref(file); err != nil {
		return err
	}
	e.Organ = store.Organ{Name: says.organ, Division: says.division, Site: host(p.URL)}
	if e.Report != nil {
		e.Organ.Division = i.place(says.division, says.organ, e.Report)
		for n, o := range e.Others {
			e.Others[n].Organ.Division = i.place(says.division, says.organ, o.Report)
		}
	}
	change, err := put(ctx, i.db, e)
	if err == nil {
		err = trouble(e)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	i.counts.add(change)
	return nil
}

// byManifest is who says what no page does.
const byManifest = "the manifest"

// address is where a file was published, or else its name.
func (i *importer) address(file string, says *claimed) (string, error) {
	if says.address != "" {
		return says.address, nil
	}
	return i.ref(file)
}

// ref is a stable name for a file: relative to the workspace where it lies in
// there, so that the folder can be moved as a whole.
func (i *importer) ref(file string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if in, err := filepath.Rel(string(i.workspace), abs); err == nil && filepath.IsLocal(in) {
		return "file:" + filepath.ToSlash(in), nil
	}
	return "file://" + filepath.ToSlash(abs), nil
}
