package http

import (
	"encoding/base64"
	"encoding/json"
	"strconv"

	"reel/events"
	"reel/http/restjson"
	"reel/projections"
)

// Lengths of a page where AWS states them: 25 by default, 500 at the most. A
// limit out of bounds is ignored.
const (
	defaultPage = 25
	maxPage     = 500
)

// paged is the page of a listing that an input asks for, in the wire's shape.
// An operation that AWS does not page answers with everything.
func paged(op *restjson.Operation, l projections.Listing, input json.RawMessage) (any, error) {
	if op.Page == nil {
		items, _, err := collect(l, "", 0)
		return map[string]any{itemsOf(op): items}, err
	}
	var asked map[string]json.RawMessage
	if err := json.Unmarshal(input, &asked); err != nil {
		return nil, err
	}
	from, err := decodeToken(text(asked[op.Page.Token]))
	if err != nil {
		return nil, err
	}
	items, next, err := collect(l, from, limit(text(asked[op.Page.Limit])))
	page := map[string]any{op.Page.Items: items}
	if next != "" {
		page[op.Page.Next] = encodeToken(next)
	}
	return page, err
}

// collect takes the rows of a page (all with n 0) and the key of the next row.
func collect(l projections.Listing, from string, n int) (items []any, next string, err error) {
	items = []any{}
	for key, row := range l.From(from) {
		if n > 0 && len(items) == n {
			return items, key, nil
		}
		items = append(items, row)
	}
	return items, "", nil
}

// itemsOf is the wire name of an unpaged output's list.
func itemsOf(op *restjson.Operation) string {
	for _, m := range op.Output.Members {
		if m.Shape.Kind == restjson.List {
			return m.Wire
		}
	}
	return "items"
}

// text is a JSON string or number as text.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

func limit(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= maxPage {
		return n
	}
	return defaultPage
}

// A position is opaque to clients: the next row's key.
func encodeToken(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

func decodeToken(token string) (string, error) {
	key, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return "", events.Refuse(events.BadRequest, "Invalid position parameter specified")
	}
	return string(key), nil
}
