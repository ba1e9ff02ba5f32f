package crawl

import (
	"context"
	"net/url"
	"time"
)

// Foresee returns what tells, by what earlier crawls have left in the Frontier
// and the Archive, what a crawl that begins now would do with an address: robots
// is the address of the robots.txt that would be asked for before, empty where it
// is remembered. The error is a *Failure when nothing would be asked for.
func (c *Crawler) Foresee() func(ctx context.Context, address string) (robots string, err error) {
	r := &run{Crawler: c}
	return func(ctx context.Context, address string) (robots string, err error) {
		u, err := url.Parse(address)
		if err != nil {
			return "", &Failure{Kind: badAddress, Address: address, Err: err}
		}
		h := r.hosts.host(u)
		if err := r.recall(ctx, h); err != nil {
			return "", err
		}
		if err := h.resting(address); err != nil {
			return "", err
		}
		rule := r.hosts.rule(u)
		if rule.asked.IsZero() {
			last, err := r.last(ctx, robotsAt(u).String())
			if err != nil {
				return "", err
			}
			says, ok := r.remembered(last)
			if !ok {
				return robotsAt(u).String(), nil
			}
			rule.says, rule.asked = says, time.Now()
		}
		_, err = rule.verdict(u)
		return "", err
	}
}
