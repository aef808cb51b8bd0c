package http

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"reel/events"
	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/projections"
)

// becauseHeader asks which management events decided an answer, whatever its value,
// and carries the answer to that: their sequences, as in X-Reel-Because: 12,13,17.
// The gateway lets no backend see it.
const becauseHeader = "X-Reel-Because"

// A causes knows which events are about which noun. It reads the log when it is
// first asked, and what was recorded since when it is asked again; the state itself
// carries nothing of it.
type causes struct {
	live *projections.Live

	mu   sync.Mutex
	read uint64              // the newest event in it
	seqs map[string][]uint64 // by account, region and subject, ascending
}

// Marks behind a subject: the deployment's creation, at which it was filled, and a
// document that may have changed whatever is below a REST API.
const (
	created = " created"
	beneath = "/*"
)

// because are the sequences of the newest events, up to seq, that are about the
// nouns of an answer; about what a deployment holds, up to the deployment.
func (c *causes) because(ctx context.Context, g *gateway.Grounds, seq uint64) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.catchUp(ctx, seq); err != nil {
		return "", err
	}
	world := g.Account + "/" + g.Region
	var found []uint64
	for _, subject := range g.Live {
		found = append(found, c.newest(world, subject, seq))
	}
	if g.Deployment != "" {
		at := lastUpTo(c.seqs[world+g.Deployment+created], seq)
		found = append(found, at)
		for _, subject := range g.Deployed {
			found = append(found, c.newest(world, subject, at))
		}
	}
	return listOf(found), nil
}

// listOf writes sequences in order, each once; 0 is none.
func listOf(seqs []uint64) string {
	slices.Sort(seqs)
	var out []string
	for _, seq := range slices.Compact(seqs) {
		if seq > 0 {
			out = append(out, strconv.FormatUint(seq, 10))
		}
	}
	return strings.Join(out, ",")
}

// newest is the newest event about a noun, or about what it came with: a document
// that was imported, or else what it belongs to.
func (c *causes) newest(world, subject string, upTo uint64) uint64 {
	var found uint64
	for at := subject; found == 0 && at != ""; at = at[:strings.LastIndexByte(at, '/')] {
		found = lastUpTo(c.seqs[world+at], upTo)
	}
	if rest, ok := strings.CutPrefix(subject, "/restapis/"); ok {
		api, _, _ := strings.Cut(rest, "/")
		found = max(found, lastUpTo(c.seqs[world+apigateway.RestApiSubject(api)+beneath], upTo))
	}
	return found
}

// lastUpTo is the last of ascending sequences that is not above a bound, 0 if none is.
func lastUpTo(seqs []uint64, bound uint64) uint64 {
	if i := sort.Search(len(seqs), func(i int) bool { return seqs[i] > bound }); i > 0 {
		return seqs[i-1]
	}
	return 0
}

// catchUp reads the log up to seq.
func (c *causes) catchUp(ctx context.Context, seq uint64) error {
	if c.read >= seq {
		return nil
	}
	for r, err := range c.live.History(ctx, c.read+1, seq) {
		if err != nil {
			return fmt.Errorf("reading the log for %s: %w", becauseHeader, err)
		}
		c.add(r)
	}
	return nil
}

func (c *causes) add(r events.Recorded) {
	c.read = r.Seq
	for _, subject := range subjectsOf(r.Event) {
		if c.seqs == nil {
			c.seqs = map[string][]uint64{}
		}
		key := r.Account + "/" + r.Region + subject
		c.seqs[key] = append(c.seqs[key], r.Seq)
	}
}

// subjectsOf are the subjects that an event is about.
func subjectsOf(e events.Event) []string {
	switch e := e.(type) {
	case events.CallRefused:
		return nil
	case apigateway.DeploymentCreated:
		out := []string{e.Subject(), e.Subject() + created}
		if e.Stage != nil {
			out = append(out, apigateway.StageSubject(e.RestApiId, e.Stage.StageName))
		}
		return out
	case apigateway.RestApiImported:
		return []string{e.Subject(), e.Subject() + beneath}
	case apigateway.RestApiPut:
		return []string{e.Subject(), e.Subject() + beneath}
	}
	return []string{e.Subject()}
}
