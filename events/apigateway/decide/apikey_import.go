package decide

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// ImportApiKeys makes keys of the rows of a file, or changes keys that have the
// same value. A row that is not right is passed over with a warning; with
// failonwarnings nothing is imported then.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html.
func ImportApiKeys(env events.Env, w projections.World, c apigateway.ImportApiKeys) (events.Event, error) {
	rows, err := readKeyFile(c.Body)
	if err != nil {
		return nil, err
	}
	in := keyImport{env: env, world: w, at: map[string]int{}, plans: map[string][]*projections.UsagePlan{}}
	in.event.ApiKeys = []apigateway.ApiKey{}
	for _, row := range rows {
		in.add(row)
	}
	if deref(c.FailOnWarnings) && len(in.event.Warnings) > 0 {
		return nil, events.Refuse(events.BadRequest, "Warnings found during import:\n\t"+strings.Join(in.event.Warnings, "\n\t"))
	}
	return in.event, nil
}

// How many API keys and usage plans an account has in a region, at most:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const (
	maxKeys  = 10000
	maxPlans = 300
)

// A keyRow is a row of a file of API keys.
type keyRow struct {
	line                            int
	description, enabled, key, name string
	plans                           []string
}

// A keyImport is what the rows so far come to.
type keyImport struct {
	env   events.Env
	world projections.World
	event apigateway.ApiKeysImported
	at    map[string]int                      // a key's place in the event by its value
	plans map[string][]*projections.UsagePlan // of a key, by its id, as far as they were asked for
}

func (in *keyImport) warn(row keyRow, err error) {
	in.event.Warnings = append(in.event.Warnings, fmt.Sprintf("Line %d: %s", row.line, events.Refusal(err).Message))
}

// add makes or changes the key of a row: of two rows with one value the later counts.
func (in *keyImport) add(row keyRow) {
	i, again := in.at[row.key]
	was := in.world.ApiKeyByValue(row.key)
	var k apigateway.ApiKey
	switch {
	case again:
		k = in.event.ApiKeys[i]
	case was != nil:
		k = was.ApiKey
	default:
		k = newApiKey(in.env)
	}
	k.Description, k.Name, k.Value = row.description, row.name, row.key
	k.Enabled = row.enabled == "" || strings.EqualFold(row.enabled, "true")
	k.LastUpdatedDate = in.env.Now.Unix()
	if err := checkApiKey(&k); err != nil {
		in.warn(row, err)
		return
	}
	if again {
		in.event.ApiKeys[i] = k
	} else {
		in.at[row.key] = len(in.event.ApiKeys)
		in.event.ApiKeys = append(in.event.ApiKeys, k)
	}
	if len(row.plans) > maxPlans {
		in.warn(row, events.Refuse(events.BadRequest, "An API key can have at most %d usage plans", maxPlans))
		return
	}
	for _, plan := range row.plans {
		in.addTo(row, k.Id, plan)
	}
}

// addTo adds a key to a usage plan, unless it is there.
func (in *keyImport) addTo(row keyRow, keyID, planID string) {
	plan, err := in.world.UsagePlan(planID)
	if err != nil {
		in.warn(row, err)
		return
	}
	others, known := in.plans[keyID]
	if !known {
		others = slices.Collect(in.world.PlansOf(keyID))
	}
	if slices.Contains(others, plan) {
		return
	}
	if err := checkOnePlanAStage(plan.UsagePlan, keyID, others); err != nil {
		in.warn(row, err)
		return
	}
	in.plans[keyID] = append(others, plan)
	in.event.UsagePlanKeys = append(in.event.UsagePlanKeys, apigateway.ImportedPlan{KeyId: keyID, UsagePlanId: planID})
}

// readKeyFile reads the rows of a file. Columns may come in any order, their names
// in upper or lower case; unknown ones are ignored.
func readKeyFile(body []byte) (rows []keyRow, err error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	column := map[string]int{}
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, events.Refuse(events.BadRequest, "Unable to read the API keys: "+err.Error())
		}
		fields = joinQuoted(fields)
		if len(column) == 0 {
			for i, name := range fields {
				column[strings.ToLower(strings.TrimSpace(name))] = i
			}
			continue
		}
		if rows = append(rows, newKeyRow(r, column, fields)); len(rows) > maxKeys {
			return nil, events.Refuse(events.LimitExceeded, "A file can have at most %d API keys", maxKeys)
		}
	}
	// https://github.com/boto/boto3/issues/1280
	for _, required := range []string{"Key", "Name"} {
		if _, ok := column[strings.ToLower(required)]; !ok {
			return nil, events.Refuse(events.BadRequest, "Missing required column '"+required+"'")
		}
	}
	return rows, nil
}

func newKeyRow(r *csv.Reader, column map[string]int, fields []string) keyRow {
	line, _ := r.FieldPos(0)
	value := func(name string) string {
		if i, ok := column[name]; ok && i < len(fields) {
			return strings.ToValidUTF8(strings.TrimSpace(fields[i]), "\ufffd")
		}
		return ""
	}
	return keyRow{
		line: line, description: value("description"), enabled: value("enabled"), key: value("key"), name: value("name"),
		plans: listed(value("usageplanids")),
	}
}

// joinQuoted joins the fields that single quotes hold together, which AWS takes
// like double ones: 'c7y23b,glvrsr' is one field.
func joinQuoted(fields []string) (out []string) {
	last := len(fields) - 1 // the last field that closes a quote
	for last >= 0 && !strings.HasSuffix(fields[last], "'") {
		last--
	}
	for i := 0; i < len(fields); i++ {
		field := fields[i]
		if end := closing(fields[:last+1], i); end >= 0 {
			field = strings.Join(fields[i:end+1], ",")
			field, i = field[1:len(field)-1], end
		}
		out = append(out, field)
	}
	return out
}

// closing is the field that closes the quote that the i-th opens, -1 if it opens
// none or none closes it.
func closing(fields []string, i int) int {
	if i >= len(fields) || !strings.HasPrefix(fields[i], "'") {
		return -1
	}
	for end := i; end < len(fields); end++ {
		if strings.HasSuffix(fields[end], "'") && (end > i || len(fields[i]) > 1) {
			return end
		}
	}
	return -1
}
