package projections

import (
	"math"
	"time"

	"reel/events"
	"reel/events/apigateway"
)

// A Use is calls that may be counted: those of a key of a usage plan on one day.
type Use struct {
	Account     string // 12 digits
	Region      string // such as us-east-1
	UsagePlanId string
	KeyId       string
	Day         time.Time // its first moment in UTC

	// Grant leaves out calls that were served before the key's grant of this
	// number; 0 leaves out none.
	Grant int
}

// Unlimited is what remains where there is no quota: as much as a quota can be.
const Unlimited = math.MaxInt32

// A DayOfUse is the calls of one day, and what they left of the quota.
type DayOfUse [2]int64

// Usage is the calls that a key of a usage plan made on each day from one to
// another, both included, as they are counted by used. Days begin at 00:00 UTC. A
// quota starts anew with each period; a grant sets what remains until it ends.
func (w World) Usage(p *UsagePlan, keyID string, from, to time.Time, used func(Use) int64) (days []DayOfUse) {
	key := w.region.UsagePlanKeys.Get(p.Id + "/" + keyID)
	if key == nil {
		return nil
	}
	use := Use{Account: w.Account, Region: w.Region, UsagePlanId: p.Id, KeyId: keyID}
	left := int64(Unlimited)
	for use.Day = p.periodStart(from); !use.Day.After(to); use.Day = use.Day.AddDate(0, 0, 1) {
		n := used(use)
		if p.Quota != nil {
			if p.periodStart(use.Day).Equal(use.Day) {
				left = p.limitOf(use.Day)
			}
			left = key.leftAfter(use, left-n, used)
		}
		if !use.Day.Before(from) {
			days = append(days, DayOfUse{n, max(left, 0)})
		}
	}
	return days
}

// leftAfter is what is left after a day: less the day's calls, or what a grant of
// that day and the calls after it make of it.
func (k *UsagePlanKey) leftAfter(use Use, left int64, used func(Use) int64) int64 {
	for _, g := range k.Grants {
		if g.Date == use.Day.Format(time.DateOnly) {
			use.Grant = g.Number
			return g.Remaining - used(use)
		}
	}
	return left
}

// periodStart is the first day of the quota's period that a day is in; without a
// quota it is the day. Weeks begin on Monday.
func (p *UsagePlan) periodStart(day time.Time) time.Time {
	if p.Quota == nil {
		return day
	}
	switch p.Quota.Period {
	case "WEEK":
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case "MONTH":
		return day.AddDate(0, 0, 1-day.Day())
	}
	return day
}

// limitOf is the quota of the period that starts on a day: in the first of all
// periods the offset is taken off.
func (p *UsagePlan) limitOf(start time.Time) int64 {
	first, err := time.Parse(time.DateOnly, p.QuotaFrom)
	if err == nil && p.periodStart(first).Equal(start) {
		return p.Quota.Limit - p.Quota.Offset
	}
	return p.Quota.Limit
}

// UsageOf is what GetUsage is asked for: a usage plan and its keys, or one key.
// The listing's rows are the keys' ids.
func (w World) UsageOf(c apigateway.GetUsage) (*UsagePlan, Listing, error) {
	p, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return nil, Listing{}, err
	}
	if c.KeyId != nil && w.region.UsagePlanKeys.Get(p.Id+"/"+*c.KeyId) == nil {
		return nil, Listing{}, ErrNoUsageKey
	}
	return p, w.planKeys(p.Id, func(k *ApiKey) any {
		if c.KeyId != nil && *c.KeyId != k.Id {
			return nil
		}
		return k.Id
	}), nil
}

// ErrNoUsageKey is AWS's refusal of usage of a key that the plan has not:
// https://github.com/aws/aws-cli/issues/5344
var ErrNoUsageKey = events.Refuse(events.NotFound, "Invalid Key identifier specified")
