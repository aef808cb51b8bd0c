package projections

import (
	"iter"
	"runtime"
	"sync"

	"reel/events"
)

// InOrder yields f of every item of src, in src's order, while all processors
// work ahead of the consumer, size items at a time. The first error, src's or
// f's, is yielded in its place and is the last. src runs on the consumer's
// goroutine; when the loop over InOrder is left, for whatever reason, nothing
// of it runs any more. It is for sources that end: an item may be yielded
// only after a few more have been read.
func InOrder[A, B any](src iter.Seq2[A, error], size int, f func(A) (B, error)) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		p := pipeline[A, B]{f: f, size: size}
		defer p.stop()
		for a, err := range src {
			if err != nil {
				if p.flush(yield) {
					yield(*new(B), err)
				}
				return
			}
			if !p.put(a, yield) {
				return
			}
		}
		p.flush(yield)
	}
}

// parseBatch is how many lines a processor parses at a time: about half a
// millisecond's work, which is far more than handing them over costs.
const parseBatch = 64

// ParseAll yields the events that messages hold, parsed ahead on all processors.
func ParseAll(messages iter.Seq2[events.Message, error]) iter.Seq2[events.Recorded, error] {
	return InOrder(messages, parseBatch, Parse)
}

// A delivery is a message with the event that it holds.
type delivery struct {
	events.Message
	recorded events.Recorded
}

// deliveries is ParseAll that keeps the messages.
func deliveries(messages iter.Seq2[events.Message, error]) iter.Seq2[delivery, error] {
	return InOrder(messages, parseBatch, func(m events.Message) (delivery, error) {
		r, err := Parse(m)
		return delivery{m, r}, err
	})
}

// A pipeline is one run of InOrder. Only its workers run beside the consumer.
type pipeline[A, B any] struct {
	f    func(A) (B, error)
	size int

	filling *job[A, B]      // what the source has yielded and no worker has yet
	working []*job[A, B]    // at work, in order
	spare   []*job[A, B]    // to be used again
	jobs    chan *job[A, B] // nil until there is more than one batch
	workers sync.WaitGroup
	stopped chan struct{}
}

// A job is a batch of items on its way.
type job[A, B any] struct {
	in   []A
	out  []B
	err  error // what f said of in[len(out)]
	done chan struct{}
}

// put takes an item in and yields what is finished when enough is at work; it
// tells whether the consumer wants more.
func (p *pipeline[A, B]) put(a A, yield func(B, error) bool) bool {
	if p.filling == nil {
		p.filling = p.job()
	}
	p.filling.in = append(p.filling.in, a)
	if len(p.filling.in) < p.size {
		return true
	}
	p.start()
	p.jobs <- p.filling
	p.working = append(p.working, p.filling)
	p.filling = nil
	return len(p.working) < cap(p.jobs) || p.take(yield)
}

// flush yields all that was put; a batch that is not full is worked on here,
// so that a few items cost no goroutine.
func (p *pipeline[A, B]) flush(yield func(B, error) bool) bool {
	for len(p.working) > 0 {
		if !p.take(yield) {
			return false
		}
	}
	if p.filling == nil {
		return true
	}
	p.filling.run(p.f)
	return p.filling.yield(yield)
}

// take waits for the oldest batch and yields it.
func (p *pipeline[A, B]) take(yield func(B, error) bool) bool {
	j := p.working[0]
	p.working = append(p.working[:0], p.working[1:]...)
	<-j.done
	if !j.yield(yield) {
		return false
	}
	p.spare = append(p.spare, j)
	return true
}

func (p *pipeline[A, B]) job() *job[A, B] {
	n := len(p.spare)
	if n == 0 {
		return &job[A, B]{in: make([]A, 0, p.size), out: make([]B, 0, p.size), done: make(chan struct{}, 1)}
	}
	j := p.spare[n-1]
	p.spare = p.spare[:n-1]
	clear(j.in)
	clear(j.out)
	j.in, j.out = j.in[:0], j.out[:0]
	return j
}

// start sets the workers to work, once.
func (p *pipeline[A, B]) start() {
	if p.jobs != nil {
		return
	}
	n := runtime.GOMAXPROCS(0)
	p.jobs = make(chan *job[A, B], 2*n)
	p.stopped = make(chan struct{})
	for range n {
		p.workers.Go(p.work)
	}
}

func (p *pipeline[A, B]) work() {
	for j := range p.jobs {
		select {
		case <-p.stopped:
		default:
			j.run(p.f)
		}
		j.done <- struct{}{}
	}
}

// stop returns when no worker runs any more.
func (p *pipeline[A, B]) stop() {
	if p.jobs != nil {
		close(p.stopped)
		close(p.jobs)
		p.workers.Wait()
	}
}

func (j *job[A, B]) run(f func(A) (B, error)) {
	for _, a := range j.in {
		b, err := f(a)
		if err != nil {
			j.err = err
			return
		}
		j.out = append(j.out, b)
	}
}

// yield yields the batch's results and its error, and tells whether to go on.
func (j *job[A, B]) yield(yield func(B, error) bool) bool {
	for _, b := range j.out {
		if !yield(b, nil) {
			return false
		}
	}
	if j.err != nil {
		yield(*new(B), j.err)
		return false
	}
	return true
}
