package http

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/http/restjson"
	"reel/projections"
)

// usageOperations join what is managed with the calls that were counted.
func (s *Server) usageOperations() operations {
	update := command(decide.UpdateUsage)
	update.show = s.showUsage
	return operations{
		"GetUsage":    {read: s.getUsage},
		"UpdateUsage": update,
	}
}

// rowsOf are the operations of a service that reel carries out.
func (s *Server) rowsOf(service string) operations {
	if service == restjson.APIGateway.Name {
		return merged(rows[service], s.usageOperations(), s.clientCertificateOperations(), s.testInvokeOperations())
	}
	if service == restjson.APIGatewayV2.Name {
		return merged(rows[service], s.apiOperations(), s.restEndpointOperations())
	}
	return rows[service]
}

// used are the calls that were counted, none while nobody counts.
func (s *Server) used(u projections.Use) int64 {
	if s.Used == nil {
		return 0
	}
	return s.Used(u)
}

// A usage is the calls of the keys of a usage plan day by day.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html.
type usage struct {
	EndDate     string                            `json:"endDate"`
	Position    string                            `json:"position,omitempty"`
	StartDate   string                            `json:"startDate"`
	UsagePlanId string                            `json:"usagePlanId"`
	Values      map[string][]projections.DayOfUse `json:"values"` // by key id
}

// getUsage answers GetUsage: a page of the plan's keys, the newest first, or one
// key, with the calls of each day and what they left of the quota.
func (s *Server) getUsage(_ context.Context, w projections.World, input json.RawMessage) (any, error) {
	c, err := decoded[apigateway.GetUsage](input)
	if err != nil {
		return nil, err
	}
	plan, keys, err := w.UsageOf(c)
	if err != nil {
		return nil, err
	}
	start, end, err := usageDates(c)
	if err != nil {
		return nil, err
	}
	position := ""
	if c.Position != nil {
		if position, err = decodeToken(*c.Position); err != nil {
			return nil, err
		}
	}
	n := defaultPage
	if c.Limit != nil && *c.Limit >= 1 && *c.Limit <= maxPage {
		n = int(*c.Limit)
	}
	ids, next, err := collect(keys, position, n)
	if err != nil {
		return nil, err
	}
	u := usage{EndDate: c.EndDate, StartDate: c.StartDate, UsagePlanId: plan.Id, Values: map[string][]projections.DayOfUse{}}
	if next != "" {
		u.Position = encodeToken(next)
	}
	for _, id := range ids {
		u.Values[id.(string)] = w.Usage(plan, id.(string), start, end, s.used)
	}
	return u, nil
}

// maxUsageDays is how many days GetUsage answers at once, so that no answer is
// without bound.
const maxUsageDays = 366

// usageDates are the first and the last day that GetUsage is asked about.
//
// Q. In which words does AWS refuse dates? They were not found in public; the
// code is that of every value that is wrong.
func usageDates(c apigateway.GetUsage) (start, end time.Time, err error) {
	for _, date := range []struct {
		name, text string
		to         *time.Time
	}{{"startDate", c.StartDate, &start}, {"endDate", c.EndDate, &end}} {
		if *date.to, err = time.Parse(time.DateOnly, date.text); err != nil {
			return start, end, events.Refuse(events.BadRequest, "Invalid %s specified: %s. It must be of the form yyyy-MM-dd", date.name, date.text)
		}
	}
	switch days := int(end.Sub(start).Hours() / 24); {
	case end.Before(start):
		err = events.Refuse(events.BadRequest, "Invalid dates specified: the endDate %s is before the startDate %s", c.EndDate, c.StartDate)
	case days >= maxUsageDays:
		err = events.Refuse(events.BadRequest, "Invalid dates specified: at most %d days can be asked for", maxUsageDays)
	}
	return start, end, err
}

// showUsage is what UpdateUsage answers: the day with what was set as remaining.
func (s *Server) showUsage(q *http.Request, noun any) any {
	e, ok := noun.(apigateway.UsageUpdated)
	if !ok {
		return noun
	}
	day, _ := time.Parse(time.DateOnly, e.Date) // as it was recorded
	call := s.newCall(q, "apigateway", "UpdateUsage")
	used := s.used(projections.Use{Account: call.Account, Region: call.Region, UsagePlanId: e.UsagePlanId, KeyId: e.KeyId, Day: day})
	return usage{
		EndDate: e.Date, StartDate: e.Date, UsagePlanId: e.UsagePlanId,
		Values: map[string][]projections.DayOfUse{e.KeyId: {{used, e.Remaining}}},
	}
}
