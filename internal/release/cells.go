package release

import (
	"fmt"
	"io"
	"strings"
)

// cells are the facts of a release, which stand together for each report.
type cells struct {
	*lines
	head  func(string) string // the line that comes next, nil at the end
	kept  map[string]block    // of reports passed over, whose order is another in the two releases
	ended bool
}

// block are the cells of one report.
type block struct {
	names  []string
	values map[string]string
}

func facts(dir string) (*cells, error) {
	l, err := table(dir, "facts")
	if err != nil {
		return nil, fmt.Errorf("%s is not a release: %w", dir, err)
	}
	c := &cells{lines: l, kept: map[string]block{}}
	return c, c.step()
}

// step reads the line that comes next.
func (c *cells) step() error {
	head, err := c.next()
	c.head = head
	if err == io.EOF {
		c.ended = true
		return nil
	}
	return err
}

// of are the cells of a report, none where it has no table. Reports come in
// the order of the file but where two organs without a division have one name;
// those passed over are kept until they are asked for.
func (c *cells) of(f filing) (block, error) {
	if b, ok := c.kept[f.number]; ok {
		delete(c.kept, f.number)
		return b, nil
	}
	for !c.ended {
		if after(c.head, f) {
			break
		}
		number := strings.Clone(c.head("report"))
		same := c.head("division") == f.division && c.head("organ") == f.organ
		b, err := c.block(number)
		if err != nil || number == f.number {
			return b, err
		}
		if same {
			c.kept[number] = b
		}
	}
	return block{}, nil
}

// after tells whether a line is of an organ that comes after that of a report.
func after(line func(string) string, f filing) bool {
	return f.division < line("division") || f.division == line("division") && f.organ < line("organ")
}

// block reads the lines of one report.
func (c *cells) block(number string) (block, error) {
	b := block{values: map[string]string{}}
	for !c.ended && c.head("report") == number {
		name, value := strings.Clone(c.head("indicator")), strings.Clone(c.head("value"))
		if value == "" {
			value = "(" + c.head("state") + ")"
		}
		if c.head("state") == "noted" {
			value += " (noted)"
		}
		b.names, b.values[name] = append(b.names, name), value
		if err := c.step(); err != nil {
			return b, err
		}
	}
	return b, nil
}
