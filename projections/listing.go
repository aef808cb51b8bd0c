package projections

import "iter"

// A Listing is a list in AWS's order, to be read page by page: From yields the
// rows whose key is not below the given one, each with its key, which a page's
// position is made of.
type Listing struct {
	From func(key string) iter.Seq2[string, any]
}

// listing is a Listing of a table, each row shown as AWS shows it in a list.
// Rows that show gives nil for are left out.
func listing[T any](t Table[T], show func(*T) any) Listing {
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for name, row := range t.From(key) {
				if v := show(row); v != nil && !yield(name, v) {
					return
				}
			}
		}
	}}
}
