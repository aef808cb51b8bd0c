package lambda

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os/exec"
	"slices"
	"sync"
	"time"
)

// Options are what all functions of one emulator share.
type Options struct {
	// Account and Region complete names that carry none; 000000000000 and us-east-1
	// when empty. Region is also what processes find in AWS_REGION.
	Account string
	Region  string
	// Endpoint is where SDK calls inside handlers should go (AWS_ENDPOINT_URL): the
	// emulator's own URL. Left out when empty.
	Endpoint string
	// CABundle is the path of a PEM file that handlers shall trust, such as the
	// system's roots and the emulator's own certificate. Left out when empty.
	CABundle string
	// Env goes to every process, over the environment of this one.
	Env map[string]string
	// Timeout is how long a function may run unless its Spec says otherwise; 30
	// seconds when zero, as long as an HTTP API waits. (AWS's default of 3 seconds
	// belongs to CreateFunction.)
	Timeout time.Duration
	// StartTimeout is how long a process may take until it first asks for an event;
	// a minute when zero, because a command may compile before it serves.
	StartTimeout time.Duration
	// MaxConcurrency is how many events a function handles at once; 10 when zero.
	// Further calls wait in line, as long as their callers do. AWS would answer 429;
	// a developer's machine has fewer cores and more patience. It does answer 429
	// when a thousand are in line.
	MaxConcurrency int
	// IdleAfter is how long an instance without work is kept; 5 minutes when zero.
	IdleAfter time.Duration
	// Log hears of starts and failures, and gets every line that a function writes,
	// with the function's name. Nothing is logged when nil.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	o.Account = cmp.Or(o.Account, "000000000000")
	o.Region = cmp.Or(o.Region, "us-east-1")
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	o.StartTimeout = cmp.Or(o.StartTimeout, time.Minute)
	o.MaxConcurrency = cmp.Or(o.MaxConcurrency, 10)
	o.IdleAfter = cmp.Or(o.IdleAfter, 5*time.Minute)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	return o
}

// A function is one that can be invoked, by whatever means.
type function interface {
	invoke(ctx context.Context, inv *invocation) answer
	limit() time.Duration            // how long it may run
	leave(ctx context.Context)       // when it is known no more: what is under way may end
	close(ctx context.Context) error // when all must end
}

// Functions are the functions that one emulator knows. They are safe for
// concurrent use, and must be closed, else processes stay behind.
type Functions struct {
	opts       Options
	ctx        context.Context // ends at Close
	cancel     context.CancelFunc
	starter    starter
	background background
	leaving    sync.WaitGroup // functions that are known no more

	mu     sync.RWMutex
	known  map[Name]function
	closed bool
}

// New makes an empty set of functions.
func New(o Options) *Functions {
	f := &Functions{opts: o.withDefaults(), known: map[Name]function{}}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	f.starter = starter{ctx: f.ctx, jobs: make(chan startJob)}
	f.background = background{ctx: f.ctx, log: f.opts.Log, room: room{calls: maxBackground, bytes: maxBackgroundBytes}}
	return f
}

// Add makes a function known, in place of another of that name. Nothing is
// started until it is invoked.
func (f *Functions) Add(s Spec) error {
	if s.Name.Function == "" {
		return errors.New("lambda: a function needs a name")
	}
	made, err := f.make(s)
	if err != nil {
		return err
	}
	return f.put(s.Name, made)
}

func (f *Functions) make(s Spec) (function, error) {
	s.Timeout = cmp.Or(s.Timeout, f.opts.Timeout)
	s.MaxConcurrency = cmp.Or(s.MaxConcurrency, f.opts.MaxConcurrency)
	s.MemoryMB = cmp.Or(s.MemoryMB, 128)
	if s.URL != "" {
		return newEndpoint(f.ctx, s), nil
	}
	run, err := programOf(s)
	if err != nil {
		return nil, err
	}
	return newPool(s, run, f.opts, &f.starter), nil
}

// programOf is the command line that runs s, and what is fed to its standard input.
func programOf(s Spec) (program, error) {
	if s.File == "" && len(s.Command) == 0 {
		return program{}, errors.New("lambda: function " + s.Name.Function + " has neither a command, nor a file, nor a URL")
	}
	if s.File == "" {
		return program{argv: s.Command, dir: s.Dir, watch: watchCommand(s.Command, s.Dir)}, nil
	}
	return bootstrapped(s)
}

// Handle makes a Go function known under a name, in the same process: it gets the
// event and answers with JSON, or with an error, which becomes a function error as
// aws-lambda-go would put it. Its context carries a deadline and an aws-lambda-go
// lambdacontext, so that the Invoke method of that package's lambda.NewHandler(fn)
// fits here.
func (f *Functions) Handle(name string, h func(ctx context.Context, event []byte) ([]byte, error)) error {
	n, err := ParseName(name)
	if err != nil {
		return err
	}
	return f.put(n, &handler{call: h, timeout: f.opts.Timeout, places: newPlaces(f.ctx, f.opts.MaxConcurrency), ctx: f.ctx, name: n.Function})
}

func (f *Functions) put(n Name, made function) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return stopped(n.Function)
	}
	if old := f.known[n]; old != nil {
		f.leaving.Go(func() { old.leave(f.ctx) })
	}
	f.known[n] = made
	return nil
}

// Remove forgets a function; its processes stop when they have answered what they
// have been asked. It says whether there was one.
func (f *Functions) Remove(n Name) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	old := f.known[n]
	if old != nil {
		delete(f.known, n)
		f.leaving.Go(func() { old.leave(f.ctx) })
	}
	return old != nil
}

// Names are those of all functions, sorted, as they were added.
func (f *Functions) Names() []Name {
	f.mu.RLock()
	defer f.mu.RUnlock()
	names := make([]Name, 0, len(f.known))
	for n := range f.known {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b Name) int { return cmp.Compare(a.ARN(), b.ARN()) })
	return names
}

// Knows says whether a call of this name would find a function, and under which
// full name; its error is what Invoke would return.
func (f *Functions) Knows(s string) (Name, error) {
	n, _, err := f.find(s, "")
	return n, err
}

// find looks for the most particular function that answers to a name: one added
// for this account and region before one added for all, and one added for this
// qualifier before one that answers to any.
func (f *Functions) find(s, qualifier string) (Name, function, error) {
	n, err := ParseName(s)
	if err != nil {
		return Name{}, nil, err
	}
	n.Account = cmp.Or(n.Account, f.opts.Account)
	n.Region = cmp.Or(n.Region, f.opts.Region)
	n.Qualifier = cmp.Or(n.Qualifier, qualifier)
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.closed {
		return n, nil, stopped(n.Function)
	}
	for _, key := range []Name{
		n,
		{Account: n.Account, Region: n.Region, Function: n.Function},
		{Function: n.Function, Qualifier: n.Qualifier},
		{Function: n.Function},
	} {
		if found := f.known[key]; found != nil {
			return n, found, nil
		}
	}
	return n, nil, notFound(n)
}

// Close stops every process and waits until they and all work in the background
// have ended; when ctx ends first, what is left is killed. Calls that are still
// running fail.
func (f *Functions) Close(ctx context.Context) error {
	f.mu.Lock()
	f.closed = true
	var all []function
	for _, fn := range f.known {
		all = append(all, fn)
	}
	f.known = map[Name]function{}
	f.mu.Unlock()

	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, fn := range all {
		wg.Go(func() { errs[i] = fn.close(ctx) })
	}
	wg.Wait()
	f.cancel()
	f.leaving.Wait()
	f.background.drain()
	f.starter.drain()
	return errors.Join(errs...)
}

// A program is a process to be: what to run, what to feed it, and where it lives.
type program struct {
	argv  []string
	stdin string
	dir   string // of the process, and its LAMBDA_TASK_ROOT; empty is this process's
	watch *source
}

func (p program) command() *exec.Cmd {
	cmd := exec.Command(p.argv[0], p.argv[1:]...)
	cmd.Dir = p.dir
	return cmd
}
