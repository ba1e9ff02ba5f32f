package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/archive"
	"gongkai/internal/export"
)

// newArchive is `gongkai archive`.
func newArchive(s streams, at func() (workspace, error)) *cobra.Command {
	c := &cobra.Command{
		Use:   "archive COMMAND",
		Short: "Verify, count, give out or fill the archive of all answers",
		Long: `The archive holds every question and its answer as they went over the wire, in
WARC 1.1 files that any tool for web archives reads:

  verify   read every record and compare its digests; look up every place that the
           database points to
  stats    files, records, answers and hosts in numbers
  export   the records of some addresses, or all, as one WARC file
  import   pages saved by others, and WARC files, such as of wget --warc-file
  log      every question put to a host, as CSV: when, what for, what came`,
	}
	return grouped(c,
		archived(at, &cobra.Command{Use: "verify", Short: "Read every record and compare its digests", Example: "  gongkai archive verify", Args: takes(0, 0, "")}, func(ctx context.Context, w workspace, a *archive.Archive, _ []string) error {
			return verify(ctx, s, w, a)
		}),
		archived(at, &cobra.Command{Use: "stats", Short: "Count files, records, answers and hosts", Example: "  gongkai archive stats", Args: takes(0, 0, "")}, func(_ context.Context, _ workspace, a *archive.Archive, _ []string) error {
			return stats(s, a)
		}),
		archived(at, &cobra.Command{Use: "log [HOST...]", Short: "Write every question put to a host as CSV", Example: "  gongkai archive log www.example.gov.cn > asked.csv", Args: takes(0, -1, "")}, func(ctx context.Context, _ workspace, a *archive.Archive, hosts []string) error {
			return writeLog(ctx, s.out, a, hosts)
		}),
		newArchiveExport(s, at), newArchiveImport(s, at),
	)
}

// archived is a command that works on the archive of the workspace.
func archived(at func() (workspace, error), c *cobra.Command, work func(context.Context, workspace, *archive.Archive, []string) error) *cobra.Command {
	c.RunE = func(c *cobra.Command, args []string) error {
		w, err := at()
		if err != nil {
			return err
		}
		a, err := archive.In(w.archive())
		if err != nil {
			return err
		}
		return errors.Join(work(c.Context(), w, a, args), a.Close())
	}
	return c
}

// stats counts what there is.
func stats(s streams, a *archive.Archive) error {
	kinds, statuses, hosts, files := map[string]int{}, map[string]int{}, map[string]bool{}, map[string]bool{}
	var size, bytes int64
	var first, last time.Time
	for r, err := range a.Records("") {
		if err != nil {
			return err
		}
		name, _, _ := strings.Cut(r.Ref, ":")
		files[name], kinds[r.Kind] = true, kinds[r.Kind]+1
		size, bytes = size+r.Size, bytes+int64(r.Bytes)
		if first.IsZero() || r.Time.Before(first) {
			first = r.Time
		}
		if r.Time.After(last) {
			last = r.Time
		}
		if r.Status > 0 {
			statuses[strconv.Itoa(r.Status)]++
		}
		if h := host(r.URL); h != "" {
			hosts[h] = true
		}
	}
	fmt.Fprintf(s.out, "files     %d, %.1f MB\npayload   %.1f MB\nhosts     %d\n", len(files), float64(size)/1e6, float64(bytes)/1e6, len(hosts))
	if !first.IsZero() {
		fmt.Fprintf(s.out, "from      %s\nto        %s\n", first.UTC().Format(time.RFC3339), last.UTC().Format(time.RFC3339))
	}
	fmt.Fprintf(s.out, "records   %s\nstatus    %s\n", inOrder(kinds), inOrder(statuses))
	return nil
}

// inOrder are counts by name.
func inOrder(counts map[string]int) string {
	var parts []string
	for name, n := range counts {
		parts = append(parts, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// writeLog writes a line for each question, in the order they were put. The
// answer to a question stands before it in the archive.
func writeLog(ctx context.Context, out io.Writer, a *archive.Archive, hosts []string) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"time", "host", "address", "for", "status", "bytes", "kind", "ref"}); err != nil {
		return err
	}
	var answer archive.Record
	for r, err := range a.Records("") {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if r.Kind == "response" || r.Kind == "revisit" {
			answer = r
			continue
		}
		if r.Kind != "request" || len(hosts) > 0 && !slices.Contains(hosts, host(r.URL)) {
			continue
		}
		line := []string{r.Time.Format(time.RFC3339Nano), host(r.URL), r.URL, answer.For, strconv.Itoa(answer.Status), strconv.Itoa(answer.Bytes), answer.Kind, answer.Ref}
		if answer.URL != r.URL || !answer.Time.Equal(r.Time) {
			line = append(line[:3], "", "", "", "no answer", r.Ref)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// newArchiveExport is `gongkai archive export`.
func newArchiveExport(s streams, at func() (workspace, error)) *cobra.Command {
	var file string
	c := archived(at, &cobra.Command{Use: "export [ADDRESS...] -o FILE.warc.gz", Short: "Write the records of addresses with these parts, or all, as one WARC file", Example: "  gongkai archive export www.example.gov.cn -o example.warc.gz", Args: takes(0, -1, "")},
		func(ctx context.Context, _ workspace, a *archive.Archive, parts []string) error {
			if file == "" {
				return wrong("archive export needs -o FILE.warc.gz, or -o - for standard output")
			}
			n := 0
			write := func(out io.Writer) (err error) {
				n, err = exportRecords(ctx, out, a, parts)
				return err
			}
			err := error(nil)
			if file == stdin {
				err = write(s.out)
			} else {
				err = export.Replace(file, write)
			}
			if err == nil && n == 0 {
				err = fmt.Errorf("no record of an address with %s", strings.Join(parts, " or "))
			}
			if err == nil {
				s.say("wrote %s", plural(n, "record"))
			}
			return err
		})
	c.Flags().StringVarP(&file, "output", "o", "", "write to `FILE`")
	return c
}

// exportRecords copies the records that are meant, and those about the files
// they stand in. It counts the former.
func exportRecords(ctx context.Context, out io.Writer, a *archive.Archive, parts []string) (n int, err error) {
	for r, err := range a.Records("") {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return n, err
		}
		meant := len(parts) == 0 || slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(r.URL, p) })
		if !meant && r.Kind != "warcinfo" {
			continue
		}
		member, err := r.Member()
		if err != nil {
			return n, err
		}
		if _, err := out.Write(member); err != nil {
			return n, err
		}
		if r.Kind != "warcinfo" {
			n++
		}
	}
	return n, nil
}

// newArchiveImport is `gongkai archive import`.
func newArchiveImport(s streams, at func() (workspace, error)) *cobra.Command {
	var list string
	c := &cobra.Command{
		Use:   "import FILE... [--manifest FILE.csv]",
		Short: "Take over saved pages, and WARC files of other programs, and store the reports in them",
		Long: `Takes the answers of WARC files (.warc, .warc.gz), such as wget --warc-file makes,
into the archive, byte for byte, and stores the reports among them. Other files are
pages that somebody saved; a manifest says of each where it was published (columns
file,organ,division,year,address). What is there already is not taken again.`,
		Example: "  gongkai archive import site.warc.gz\n  gongkai archive import saved/*.html --manifest saved/manifest.csv",
		Args:    takes(1, -1, "at least one file"),
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
			return importAll(c.Context(), s, w, m, args)
		},
	}
	c.Flags().StringVar(&list, "manifest", "", "CSV `FILE` that says of each page where it was published")
	return c
}

func importAll(ctx context.Context, s streams, w workspace, m *manifest, files []string) error {
	a, err := w.take(true)
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	i := &taker{importer: importer{streams: s, workspace: w, manifest: m, db: db, started: time.Now().UTC()}, archive: a}
	for _, file := range files {
		if err := i.take(ctx, file); err != nil {
			i.fail(fmt.Errorf("%s: %w", file, err))
		}
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), a.Close(), db.Close())
		}
	}
	s.say("archived %s, %d were there: reports: %s; %d no reports", plural(i.fresh, "answer"), i.there, i.counts, i.other)
	if err := errors.Join(a.Close(), db.Close()); err != nil {
		return err
	}
	return tally(i.fresh+i.there, i.counts.failed)
}

// isWARC tells files of records from pages, by what they are called.
func isWARC(file string) bool {
	return strings.HasSuffix(file, ".warc") || strings.HasSuffix(file, ".warc.gz")
}

// openWARC opens a file of records.
func openWARC(file string) (*os.File, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, plain(file, err)
	}
	return f, nil
}
