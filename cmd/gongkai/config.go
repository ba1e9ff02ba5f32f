package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// config is gongkai.yaml.
type config struct {
	Contact      string        // how to reach whoever crawls, sent word for word in the User-Agent
	Delay        time.Duration // least time between two requests to one host
	AllowPrivate bool          // loopback and intranet addresses may be asked
}

// defaultDelay is the delay where gongkai.yaml names none.
const defaultDelay = 3 * time.Second

// setting is one line of gongkai.yaml: its key, the words over it in a new
// file, and how its value is taken in.
type setting struct {
	key     string
	comment string
	take    func(c *config, value string) error
}

var settings = []setting{
	{"contact", "Who crawls: an e-mail address or a page about the project. Every request carries it word\nfor word, so that the people who run a site can reach you. Without it nothing is fetched.", takeContact},
	{"delay", "The least time between two requests to the same host: 3s, 500ms, 1m. A site's own\ncrawl-delay counts where it is longer. 0s only together with allow_private: true.", takeDelay},
	{"allow_private", "true lets the crawler ask loopback and intranet addresses. For tests and intranets only.", takePrivate},
}

func takeContact(c *config, value string) error {
	c.Contact = strings.TrimSpace(value)
	return checkContact(c.Contact)
}

// checkContact refuses what cannot stand in a User-Agent.
func checkContact(contact string) error {
	if contact == "" {
		return errors.New("contact is empty; write an e-mail address or the address of a page")
	}
	if strings.ContainsFunc(contact, unicode.IsControl) {
		return fmt.Errorf("contact %q must be one line without control characters", contact)
	}
	return nil
}

func takeDelay(c *config, value string) error {
	d, err := time.ParseDuration(strings.TrimSpace(value))
	if err != nil {
		return fmt.Errorf("delay %q is no time; write it with its unit, such as 3s or 500ms", value)
	}
	if d < 0 {
		return fmt.Errorf("delay %q is negative", value)
	}
	c.Delay = d
	return nil
}

func takePrivate(c *config, value string) error {
	switch value {
	case "true", "false":
		c.AllowPrivate = value == "true"
		return nil
	}
	return fmt.Errorf("allow_private %q must be true or false", value)
}

// newConfig is the text of a new gongkai.yaml.
func newConfig(c config) ([]byte, error) {
	values := map[string]any{"contact": c.Contact, "delay": c.Delay.String(), "allow_private": c.AllowPrivate}
	doc := yaml.Node{Kind: yaml.MappingNode}
	for i, s := range settings {
		value := yaml.Node{}
		if err := value.Encode(values[s.key]); err != nil {
			return nil, err
		}
		comment := s.comment
		if i == 0 {
			comment = "The settings of this gongkai workspace.\n\n" + comment
		}
		doc.Content = append(doc.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: s.key, HeadComment: comment}, &value)
	}
	return yaml.Marshal(&doc)
}

// readConfig reads gongkai.yaml. Each error names the file and the line.
func readConfig(name string) (config, error) {
	f, err := os.Open(name)
	if err != nil {
		return config{}, err
	}
	defer f.Close()
	c := config{Delay: defaultDelay}
	var doc yaml.Node
	if err := yaml.NewDecoder(f).Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		return config{}, wrong("%s is not well written: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return config{}, wrong("%s:%d: write one `key: value` a line", name, top.Line)
	}
	err = takeAll(&c, name, top.Content)
	return c, err
}

// takeAll takes in the keys and values of the file, in turn.
func takeAll(c *config, name string, pairs []*yaml.Node) error {
	lines := map[string]int{}
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		at := slices.IndexFunc(settings, func(s setting) bool { return s.key == key.Value })
		switch {
		case at < 0:
			return wrong("%s:%d: unknown setting %q; %s", name, key.Line, key.Value, nearSetting(key.Value))
		case lines[key.Value] > 0:
			return wrong("%s:%d: %s is set twice, first on line %d", name, key.Line, key.Value, lines[key.Value])
		case value.Kind != yaml.ScalarNode:
			return wrong("%s:%d: %s must have one value", name, value.Line, key.Value)
		}
		lines[key.Value] = key.Line
		if err := settings[at].take(c, value.Value); err != nil {
			return wrong("%s:%d: %w", name, value.Line, err)
		}
	}
	if c.Delay == 0 && !c.AllowPrivate {
		return wrong("%s:%d: delay 0s is accepted only with allow_private: true, for tests and intranets; write 3s", name, lines["delay"])
	}
	return nil
}

func nearSetting(key string) string {
	var names []string
	for _, s := range settings {
		if distance(key, s.key) < 3 {
			return fmt.Sprintf("did you mean %s?", s.key)
		}
		names = append(names, s.key)
	}
	return "there are " + strings.Join(names, ", ")
}
