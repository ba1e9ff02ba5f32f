package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/crawl"
	"gongkai/internal/list"
	"gongkai/internal/site"
)

// newProbe is `gongkai probe`.
func newProbe(s streams, at func() (workspace, error)) *cobra.Command {
	var p prober
	var options string
	c := &cobra.Command{
		Use:   "probe LIST [--organ NAME]",
		Short: "Look at a list of reports and say what would be fetched, and why",
		Long: `Walks through the list at an address as crawl would, and says what it sees:
whether robots.txt allows it, how the site is reached, in what characters it
writes, what family of systems it is, what pages the list has, which links are
annual reports and why, and which are not. No report is fetched, nothing is
stored. It is as polite as crawl: more than one page takes a few seconds each.

In a workspace its contact and delay count, and what sites.csv says of that list;
elsewhere --contact is needed. Exit code 3: the list shows less than it says it
has, or a page of it failed. 1: no report was found.`,
		Example: "  gongkai probe http://www.example.gov.cn/hzq/xxgknb/\n" +
			"  gongkai probe http://www.example.gov.cn/hzqjyj/xxgknb/ --organ 洪泽区教育局 --contact you@example.org",
		Args: takes(1, 1, "the address of a list"),
		RunE: func(c *cobra.Command, args []string) error {
			p.streams, p.site.List, p.site.Options = s, args[0], pairs(options)
			return p.run(c.Context(), at)
		},
	}
	c.Flags().StringVar(&p.contact, "contact", "", "e-mail address or page of `WHO` asks; that of the workspace, if there is one")
	c.Flags().StringVar(&p.site.Organ, "organ", "", "`NAME` of the organ whose reports are looked for")
	c.Flags().StringVar(&p.site.Family, "family", "", "read the list by this `FAMILY`; see gongkai help sites")
	c.Flags().StringVar(&options, "options", "", "`K=V;K=V` as in sites.csv, such as years=2019-2024")
	return c
}

// prober looks at one list.
type prober struct {
	streams
	contact string
	site    site.Site
	printer *printer
}

func (p *prober) run(ctx context.Context, at func() (workspace, error)) error {
	c, err := p.settings(at)
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	crawler := crawl.Crawler{Contact: c.Contact, Version: Version, Delay: c.Delay, AllowPrivate: c.AllowPrivate}
	crawler.Note = func(e crawl.Event) {
		if e.What == "wait" {
			p.say("%s: %v; asked again in %v", e.Address, e.Err, e.Wait)
		}
	}
	sight, err := crawler.Look(ctx, p.site)
	if err != nil {
		return err
	}
	p.printer = &printer{w: p.out}
	return errors.Join(p.tell(sight), p.printer.err)
}

// settings are those of the workspace, where there is one, and of the command
// line. What sites.csv says of the list counts where the line says nothing.
func (p *prober) settings(at func() (workspace, error)) (config, error) {
	c := config{Contact: p.contact, Delay: defaultDelay}
	w, err := at()
	if err != nil && codeOf(err) != exitNoWorkspace {
		return c, err
	}
	if err != nil && p.contact == "" {
		return c, wrong("probe needs --contact WHO where there is no workspace: every request says who asks")
	}
	if err == nil {
		if c, err = readConfig(w.config()); err != nil {
			return c, err
		}
		c.Contact = cmp.Or(p.contact, c.Contact)
		p.registered(w)
	}
	if err := checkContact(c.Contact); err != nil {
		return c, wrong("--contact: %w", err)
	}
	return c, nil
}

// registered takes over what sites.csv says of the list.
func (p *prober) registered(w workspace) {
	f, err := w.registry()
	if err != nil {
		return // what is wrong with it is for lint and crawl to say
	}
	for _, one := range f.Find(p.site.List) {
		if one.List != p.site.List {
			continue
		}
		p.site.Organ, p.site.Family = cmp.Or(p.site.Organ, one.Organ), cmp.Or(p.site.Family, one.Family)
		if len(p.site.Options) == 0 {
			p.site.Options = one.Options
		}
		return
	}
}

// check refuses what would be refused in sites.csv.
func (p *prober) check() error {
	f, err := site.Open(nil, "probe")
	if err != nil {
		return err
	}
	one := p.site
	one.Organ = cmp.Or(one.Organ, "someone")
	if _, err := f.Add(one); err != nil {
		return wrong("%s", strings.TrimPrefix(err.Error(), "probe:2: "))
	}
	p.site.Family = f.Sites()[0].Family
	return nil
}

// tell says what was seen. What a page says of itself is on standard output,
// what went wrong too: it is what was asked for.
func (p *prober) tell(sight crawl.Sight) error {
	p.printer.printf("%s\n", p.site.List)
	if sight.Robots != nil {
		p.fact("robots", "no: %s", reason(sight.Robots))
		p.fact("TLS", "%s", encrypted(p.site.List, sight))
		p.printer.printf("\nNothing was asked for, and nothing would be fetched.%s\n", advice(sight.Robots))
		return exit{exitFailed, errSilent}
	}
	pause := ""
	if sight.Pause > 0 {
		pause = fmt.Sprintf(", with a pause of %v between two questions", sight.Pause)
	}
	p.fact("robots", "allows the list to be read%s", pause)
	p.fact("TLS", "%s", encrypted(p.site.List, sight))
	p.first(sight)
	p.pages(sight)
	p.reports(sight)
	p.others(sight)
	return p.end(sight)
}

// fact is one line of the head.
func (p *prober) fact(name, format string, args ...any) {
	p.printer.printf("  %-8s %s\n", name, fmt.Sprintf(format, args...))
}

func reason(err error) string {
	if f := (*crawl.Failure)(nil); errors.As(err, &f) {
		return f.Kind + ": " + f.Err.Error()
	}
	return err.Error()
}

// advice is what a person can do about a failure.
func advice(err error) string {
	var f *crawl.Failure
	if errors.As(err, &f) && crawl.Hint(f.Kind) != "" {
		return "\nHint: " + crawl.Hint(f.Kind)
	}
	return ""
}

// encrypted is how the site was reached.
func encrypted(address string, sight crawl.Sight) string {
	switch state := sight.TLS; {
	case state != nil && len(state.PeerCertificates) > 0:
		c := state.PeerCertificates[0]
		return fmt.Sprintf("%s, certificate by %s until %s", tls.VersionName(state.Version), cmp.Or(c.Issuer.CommonName, "an issuer without a name"), c.NotAfter.Format("2006-01-02"))
	case state != nil:
		return tls.VersionName(state.Version)
	case strings.HasPrefix(address, "https:"):
		return "no answer over https"
	}
	return "none, plain http"
}

// first says what the first page shows of the site.
func (p *prober) first(sight crawl.Sight) {
	if len(sight.Pages) == 0 || sight.Pages[0].Page.Body == nil {
		return
	}
	one := sight.Pages[0]
	_, charset := one.Page.Text()
	bad := ""
	if charset.Bad > 0 {
		bad = fmt.Sprintf(", %d characters cannot be read", charset.Bad)
	}
	p.fact("charset", "%s (by %s)%s", charset.Name, charsetBy[charset.By], bad)
	if name := one.Found.Family; name != "" {
		p.fact("family", "%s: %s", name, list.Families()[name])
	}
}

// charsetBy are the ways to tell a charset, in words.
var charsetBy = map[string]string{
	"bom": "its byte order mark", "header": "the server's word", "meta": "the page's own word", "valid": "the bytes, which can be nothing else", "guess": "a guess",
}

// pages are those of the list, with what each holds.
func (p *prober) pages(sight crawl.Sight) {
	p.printer.printf("\nPages of the list: %d\n", len(sight.Pages))
	for i, one := range sight.Pages {
		p.printer.printf("  %d. %s %s\n", i+1, cmp.Or(one.Asked.Method, http.MethodGet), one.Asked.URL)
		if one.Page.URL != "" && one.Page.URL != one.Asked.URL {
			p.printer.printf("     leads to %s\n", one.Page.URL)
		}
		if one.Err != nil {
			p.printer.printf("     failed: %s\n", reason(one.Err))
			continue
		}
		said := ""
		if one.Found.Total > 0 {
			said = fmt.Sprintf("; it says that there are %s", plural(one.Found.Total, "row"))
		} else if one.Found.Pages > 0 {
			said = fmt.Sprintf("; it says that there are %s", plural(one.Found.Pages, "page"))
		}
		p.printer.printf("     %s, %s, %d not seen before%s\n", plural(len(one.Found.Rows), "row"), plural(len(one.Found.Reports), "report"), one.Fresh, said)
	}
	if len(sight.Reports) > 0 && !sight.Counts {
		p.printer.printf("  The list prints no count of its rows or pages: whether more are missing cannot be seen.\n")
	}
}

// reports are what would be fetched, and why.
func (p *prober) reports(sight crawl.Sight) {
	would := len(sight.Reports) - len(sight.Forbidden)
	p.printer.printf("\nWould be fetched: %s\n", plural(would, "report"))
	for _, link := range sight.Reports {
		if sight.Forbidden[link.URL] == nil {
			p.link(link, link.Why+p.whose(link))
		}
	}
}

// whose says of a report that another organ than the one looked for is named.
func (p *prober) whose(link list.Link) string {
	switch {
	case link.Organ == "" && p.site.Organ != "":
		return "; it names no organ, so it is taken for that of " + p.site.Organ
	case p.site.Organ != "" && !sameOrgan(link.Organ, p.site.Organ):
		return "; but it names " + link.Organ + ", not " + p.site.Organ
	}
	return ""
}

func (p *prober) link(link list.Link, why string) {
	year := "year?"
	if link.Year != 0 {
		year = fmt.Sprint(link.Year)
	}
	p.printer.printf("  %-5s %s\n", year, link.Title)
	if link.URL != "" {
		p.printer.printf("        %s\n", link.URL)
	}
	p.printer.printf("        %s\n", why)
}

// others are what would not be fetched, though it stands there, and why.
func (p *prober) others(sight crawl.Sight) {
	seen := make(map[string]bool)
	var rest []list.Link
	for _, link := range sight.Reports {
		seen[link.URL] = true
		if err := sight.Forbidden[link.URL]; err != nil {
			link.Why = err.Error()
			rest = append(rest, link)
		}
	}
	for _, one := range sight.Pages {
		for _, link := range one.Found.Others {
			if key := link.URL + link.Title; !seen[link.URL] && !seen[key] {
				seen[key] = true
				rest = append(rest, link)
			}
		}
	}
	p.printer.printf("\nWould not be fetched: %s\n", plural(len(rest), "link"))
	for _, link := range rest {
		p.link(link, link.Why)
	}
}

// end says what is wrong with the list, or what to do next.
func (p *prober) end(sight crawl.Sight) error {
	failed := 0
	for _, one := range sight.Pages {
		if one.Err != nil {
			failed++
		}
	}
	if sight.Err != nil {
		p.printer.printf("\nThe list is not whole: %v\n", sight.Err)
	}
	switch {
	case len(sight.Reports) == 0:
		p.printer.printf("\nNo report was found: a crawl of this list would fail.%s\n", p.adviceOn(sight))
		return exit{exitFailed, errSilent}
	case sight.Err != nil || failed > 0:
		return exit{exitSome, errSilent}
	}
	p.printer.printf("\nNext: gongkai sites add %s %s\n", cmp.Or(p.site.Organ, mostNamed(sight.Reports), "ORGAN"), p.site.List)
	return nil
}

func (p *prober) adviceOn(sight crawl.Sight) string {
	for _, one := range sight.Pages {
		if one.Err != nil {
			return advice(one.Err)
		}
	}
	return ""
}

// mostNamed is the organ that most titles name.
func mostNamed(reports []list.Link) (organ string) {
	count, most := make(map[string]int), 0
	for _, link := range reports {
		count[link.Organ]++
		if n := count[link.Organ]; link.Organ != "" && n > most {
			organ, most = link.Organ, n
		}
	}
	return organ
}
