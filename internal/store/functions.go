package store

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"

	"github.com/mattn/go-sqlite3"
)

// register gives a connection the functions that questions may use and SQLite
// has none of. They take integers as well as decimals, and NULL gives NULL.
func register(c *sqlite3.SQLiteConn) error {
	var errs []error
	for name, f := range map[string]func(float64) float64{
		"sqrt": math.Sqrt, "exp": math.Exp, "ln": math.Log, "log": math.Log10, "log10": math.Log10, "log2": math.Log2,
		"floor": math.Floor, "ceil": math.Ceil, "ceiling": math.Ceil,
	} {
		errs = append(errs, c.RegisterFunc(name, func(x any) (any, error) { return compute(name, f, x) }, true))
	}
	pow := func(x, y any) (any, error) {
		a, errA := toNumber("pow", x)
		b, errB := toNumber("pow", y)
		return result(math.Pow(a, b)), errors.Join(errA, errB)
	}
	errs = append(errs, c.RegisterFunc("pow", pow, true), c.RegisterFunc("power", pow, true),
		c.RegisterFunc("regexp", matcher(), true),
		c.RegisterAggregator("median", func() *sample { return &sample{name: "median"} }, true),
		c.RegisterAggregator("percentile", func() *percentile { return &percentile{} }, true),
		c.RegisterAggregator("stddev", func() *moments { return &moments{name: "stddev", root: true} }, true),
		c.RegisterAggregator("variance", func() *moments { return &moments{name: "variance"} }, true),
		c.RegisterAggregator("corr", func() *pairs { return &pairs{} }, true))
	return errors.Join(errs...)
}

func compute(name string, f func(float64) float64, x any) (any, error) {
	n, err := toNumber(name, x)
	return result(f(n)), err
}

// result is a number as SQLite takes it: none where there is none.
func result(n float64) any {
	if math.IsNaN(n) {
		return nil
	}
	return n
}

// toNumber is an argument as a number; NULL is NaN.
func toNumber(name string, x any) (float64, error) {
	if isNull(x) {
		return math.NaN(), nil
	}
	switch x := x.(type) {
	case int64:
		return float64(x), nil
	case float64:
		return x, nil
	}
	return math.NaN(), fmt.Errorf("%s takes numbers, not %.40q", name, x)
}

// isNull tells whether an argument is NULL, which the driver gives as no bytes.
func isNull(x any) bool {
	b, ok := x.([]byte)
	return x == nil || ok && b == nil
}

// matcher is the function behind REGEXP. It compiles a pattern once.
func matcher() func(pattern, text any) (any, error) {
	known := map[string]*regexp.Regexp{}
	return func(pattern, text any) (any, error) {
		p, isText := pattern.(string)
		if isNull(text) || !isText {
			return nil, nil
		}
		re, ok := known[p]
		if !ok {
			var err error
			if re, err = regexp.Compile(p); err != nil {
				return nil, err
			}
			if len(known) > 100 {
				clear(known)
			}
			known[p] = re
		}
		return re.MatchString(word(text)), nil
	}
}

// sample collects numbers; its value is their median.
type sample struct {
	name   string
	values []float64
}

// Step takes in a value. NULL does not count.
func (s *sample) Step(x any) error {
	n, err := toNumber(s.name, x)
	if !math.IsNaN(n) {
		s.values = append(s.values, n)
	}
	return err
}

// Done is the median.
func (s *sample) Done() any { return s.quantile(0.5) }

// quantile is the value below which a share of the values lies, between two
// of them in proportion.
func (s *sample) quantile(share float64) any {
	if len(s.values) == 0 || math.IsNaN(share) {
		return nil
	}
	slices.Sort(s.values)
	at := share * float64(len(s.values)-1)
	low := int(at)
	high := min(low+1, len(s.values)-1)
	return s.values[low] + (at-float64(low))*(s.values[high]-s.values[low])
}

// percentile is percentile(x, p), with p from 0 to 100.
type percentile struct {
	sample
	share float64
}

// Step takes in a value.
func (p *percentile) Step(x, share any) error {
	p.name = "percentile"
	n, err := toNumber(p.name, share)
	if err == nil && !(n >= 0 && n <= 100) {
		err = fmt.Errorf("percentile takes a second number from 0 to 100")
	}
	p.share = n / 100
	return errors.Join(err, p.sample.Step(x))
}

// Done is the percentile.
func (p *percentile) Done() any { return p.quantile(p.share) }

// moments are the sample variance and its root, by Welford's way.
type moments struct {
	name           string
	root           bool
	n, mean, about float64
}

// Step takes in a value.
func (m *moments) Step(x any) error {
	v, err := toNumber(m.name, x)
	if err != nil || math.IsNaN(v) {
		return err
	}
	m.n++
	d := v - m.mean
	m.mean += d / m.n
	m.about += d * (v - m.mean)
	return nil
}

// Done is the variance or the standard deviation of a sample; of fewer than
// two values there is none.
func (m *moments) Done() any {
	if m.n < 2 {
		return nil
	}
	v := m.about / (m.n - 1)
	if m.root {
		v = math.Sqrt(v)
	}
	return v
}

// pairs are the sums of a correlation.
type pairs struct{ n, meanX, meanY, xx, yy, xy float64 }

// Step takes in a pair; one with a NULL does not count.
func (p *pairs) Step(x, y any) error {
	a, errA := toNumber("corr", x)
	b, errB := toNumber("corr", y)
	if err := errors.Join(errA, errB); err != nil || math.IsNaN(a) || math.IsNaN(b) {
		return err
	}
	p.n++
	dx, dy := a-p.meanX, b-p.meanY
	p.meanX += dx / p.n
	p.meanY += dy / p.n
	p.xx += dx * (a - p.meanX)
	p.yy += dy * (b - p.meanY)
	p.xy += dx * (b - p.meanY)
	return nil
}

// Done is Pearson's correlation.
func (p *pairs) Done() any {
	if p.n < 2 || p.xx == 0 || p.yy == 0 {
		return nil
	}
	return p.xy / math.Sqrt(p.xx*p.yy)
}
