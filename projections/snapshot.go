package projections

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"runtime/debug"
	"slices"
	"sync"
)

// A snapshot is a State in a file of the data folder, so that a restart folds
// only what was recorded since. It is a cache: it may be deleted at any time, and
// one that is damaged, of another fold or of another log is passed over.
//
//	<SHA-256 of the next line>
//	{"snapshot":1,"fold":"…","seq":…,"line":"…","blocks":[{"size":…,"sha256":"…"},…]}
//	blocks
//
// fold tells folds apart and line is the SHA-256 of the event that the state
// ends with. The first block is the State without its regions; every other is
// some rows of one table of a region. Blocks are read on all processors.
const snapshotFormat = 1

// foldVersion is raised when the same events fold to another State without any
// change of the State's type; TestAFoldIsForever notices.
const foldVersion = 1

// foldName tells whether a snapshot holds what this program would fold: the
// version above, the program's own, and the shape of the State.
var foldName = sync.OnceValue(func() string {
	h := sha256.New()
	describe(h, reflect.TypeFor[State](), map[reflect.Type]bool{})
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	return fmt.Sprintf("%d-%s-%x", foldVersion, version, h.Sum(nil)[:8])
})

type snapshotHeader struct {
	Snapshot int     `json:"snapshot"` // the format
	Fold     string  `json:"fold"`
	Seq      uint64  `json:"seq"`
	Line     string  `json:"line"`
	Blocks   []block `json:"blocks"`
}

// A block is a part of a snapshot.
type block struct {
	Size int    `json:"size"`
	Sum  string `json:"sha256"`
}

// describe writes all that a type is made of.
func describe(w io.Writer, t reflect.Type, seen map[reflect.Type]bool) {
	fmt.Fprintf(w, "%v %v;", t, t.Kind())
	if seen[t] {
		return
	}
	seen[t] = true
	if table, ok := reflect.New(t).Interface().(packedTable); ok {
		describe(w, table.rowType(), seen)
		return
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		describe(w, t.Elem(), seen)
	case reflect.Map:
		describe(w, t.Key(), seen)
		describe(w, t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			fmt.Fprintf(w, "%s ", f.Name)
			describe(w, f.Type, seen)
		}
	}
}

// encodeSnapshot is the snapshot of s, whose last event stands in line.
func encodeSnapshot(s State, line []byte) ([]byte, error) {
	if err := stateCodecs().err; err != nil {
		return nil, err
	}
	h := snapshotHeader{Snapshot: snapshotFormat, Fold: foldName(), Seq: s.Seq, Line: hexSum(line)}
	var blocks [][]byte
	for packed, err := range InOrder(s.pieces(), 1, piece.pack) {
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, packed)
		h.Blocks = append(h.Blocks, block{len(packed), hexSum(packed)})
	}
	head, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	head = fmt.Appendf(nil, "%s\n%s\n", hexSum(head), head)
	return slices.Concat(append([][]byte{head}, blocks...)...), nil
}

// A snapshot is one that was read and whose header is as it was written.
type snapshot struct {
	snapshotHeader
	body []byte
}

// parseSnapshot reads the header, and no block.
func parseSnapshot(text []byte) (s snapshot, err error) {
	sum, rest, _ := bytes.Cut(text, []byte{'\n'})
	head, body, ok := bytes.Cut(rest, []byte{'\n'})
	if !ok || string(sum) != hexSum(head) {
		return s, errPacked
	}
	if err := json.Unmarshal(head, &s.snapshotHeader); err != nil {
		return s, fmt.Errorf("%w: %w", errPacked, err)
	}
	if s.Snapshot != snapshotFormat || s.Fold != foldName() {
		return s, errOtherFold
	}
	s.body = body
	return s, nil
}

var errOtherFold = errors.New("the snapshot is of another version")

// state reads the blocks.
func (s snapshot) state() (State, error) {
	var out State
	if err := stateCodecs().err; err != nil {
		return out, err
	}
	regions := map[string]*region{}
	for p, err := range InOrder(s.blocks(), 1, unpackPiece) {
		if err == nil {
			err = p.addTo(&out, regions)
		}
		if err != nil {
			return State{}, err
		}
	}
	for key, g := range regions {
		out.regions = out.regions.Set(key, g)
	}
	if out.Seq != s.Seq {
		return State{}, errPacked
	}
	return out, nil
}

// A sealed block is one with what its sum must be.
type sealed struct {
	text []byte
	sum  string
}

func (s snapshot) blocks() iter.Seq2[sealed, error] {
	return func(yield func(sealed, error) bool) {
		rest := s.body
		for _, b := range s.Blocks {
			if b.Size < 0 || b.Size > len(rest) {
				yield(sealed{}, errPacked)
				return
			}
			if !yield(sealed{rest[:b.Size], b.Sum}, nil) {
				return
			}
			rest = rest[b.Size:]
		}
	}
}
