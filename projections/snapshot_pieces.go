package projections

import (
	"iter"
	"reflect"
	"slices"
)

// A piece is what stands in one block of a snapshot. Rows of one region's tables
// share nothing with one another, so that pieces can be written and read apart.
type piece struct {
	region string   // its key; "" for the State without its regions
	table  int      // a field of region; -1 for the region without its tables
	names  []string // of the rows

	state  *State  // what it is of
	fields *region // what it is of, or holds
	rows   packedTable
}

// piecesOfTable is how many pieces a long table is cut into, and rowsOfPiece how
// many rows a piece has at the least.
const (
	piecesOfTable = 64
	rowsOfPiece   = 4
)

var (
	stateType  = reflect.TypeFor[State]()
	regionType = reflect.TypeFor[region]()
)

// pieces cuts a State up.
func (s State) pieces() iter.Seq2[piece, error] {
	return func(yield func(piece, error) bool) {
		if !yield(piece{state: &s}, nil) {
			return
		}
		for key, g := range s.regions.All() {
			if !yield(piece{region: key, table: -1, fields: g}, nil) {
				return
			}
			for i := range regionType.NumField() {
				rows := tableOf(g, i)
				if rows == nil {
					continue
				}
				names := rows.names()
				for some := range slices.Chunk(names, max(rowsOfPiece, len(names)/piecesOfTable)) {
					if !yield(piece{region: key, table: i, names: some, rows: rows}, nil) {
						return
					}
				}
			}
		}
	}
}

// tableOf is the i-th field of a region if it is a table, else nil.
func tableOf(g *region, i int) packedTable {
	t, _ := reachable(reflect.ValueOf(g).Elem().Field(i)).Addr().Interface().(packedTable)
	return t
}

// withoutTables is the region with its tables empty.
func (g region) withoutTables() *region {
	v := reflect.ValueOf(&g).Elem()
	for i := range v.NumField() {
		if tableOf(&g, i) != nil {
			reachable(v.Field(i)).SetZero()
		}
	}
	return &g
}

// pack writes the piece.
func (p piece) pack() (out []byte, err error) {
	w := newPacker()
	w.text(p.region)
	codecs := stateCodecs().made
	err = unpacking(func() {
		switch {
		case p.state != nil:
			rest := *p.state
			rest.regions = Table[region]{}
			codecs[stateType].pack(w, reflect.ValueOf(&rest).Elem())
		case p.table < 0:
			w.number(0)
			codecs[regionType].pack(w, reflect.ValueOf(p.fields.withoutTables()).Elem())
		default:
			w.number(uint64(p.table) + 1)
			p.rows.packRows(w, codecs[p.rows.rowType()], p.names)
		}
	})
	return w.out, err
}

// unpackPiece reads a block.
func unpackPiece(b sealed) (p piece, err error) {
	if hexSum(b.text) != b.sum {
		return p, errPacked
	}
	err = unpacking(func() { p = newUnpacker(b.text).piece() })
	return p, err
}

func (u *unpacker) piece() (p piece) {
	codecs := stateCodecs().made
	if p.region = u.text(); p.region == "" {
		p.state = new(State)
		codecs[stateType].unpack(u, reflect.ValueOf(p.state).Elem())
		return p
	}
	p.fields = new(region)
	if p.table = int(u.number()) - 1; p.table < 0 {
		codecs[regionType].unpack(u, reflect.ValueOf(p.fields).Elem())
		return p
	}
	p.rows = tableOf(p.fields, p.table)
	p.rows.unpackRows(u, codecs[p.rows.rowType()])
	return p
}

// addTo puts the piece where it belongs. A region's fields come before its rows.
func (p piece) addTo(s *State, regions map[string]*region) error {
	switch {
	case p.state != nil:
		*s = *p.state
		return nil
	case p.table < 0:
		regions[p.region] = p.fields
		return nil
	case regions[p.region] == nil:
		return errPacked
	}
	tableOf(regions[p.region], p.table).add(p.rows)
	return nil
}
