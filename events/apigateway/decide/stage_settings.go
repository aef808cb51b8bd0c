package decide

import (
	"math"
	"strconv"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// methodSettingRules are the paths that say how a stage treats one method
// (/{resource}/{verb}/…, with ~1 for the slashes of the resource's path) or all
// of them (/*/*/…).
var methodSettingRules = []rule[stageDraft]{
	setting("metrics/enabled", func(s *apigateway.MethodSetting, o operation) error {
		s.MetricsEnabled = o.flag()
		return nil
	}),
	setting("logging/dataTrace", func(s *apigateway.MethodSetting, o operation) error {
		s.DataTraceEnabled = o.flag()
		return nil
	}),
	setting("logging/loglevel", func(s *apigateway.MethodSetting, o operation) error {
		s.LoggingLevel = o.text()
		return oneOf("logging level", o.text(), "OFF", "ERROR", "INFO")
	}),
	setting("throttling/burstLimit", func(s *apigateway.MethodSetting, o operation) (err error) {
		s.ThrottlingBurstLimit, err = wholeNumber(o, -1, math.MaxInt32)
		return err
	}),
	setting("throttling/rateLimit", func(s *apigateway.MethodSetting, o operation) error {
		rate, err := strconv.ParseFloat(o.text(), 64)
		if err != nil || !(rate >= -1 && rate <= math.MaxInt32) { // a value that is not a number is neither
			return badSetting(o)
		}
		s.ThrottlingRateLimit = rate
		return nil
	}),
	setting("caching/ttlInSeconds", func(s *apigateway.MethodSetting, o operation) (err error) {
		s.CacheTtlInSeconds, err = wholeNumber(o, 0, 3600)
		return err
	}),
	setting("caching/enabled", func(s *apigateway.MethodSetting, o operation) error {
		s.CachingEnabled = o.flag()
		return nil
	}),
	setting("caching/dataEncrypted", func(s *apigateway.MethodSetting, o operation) error {
		s.CacheDataEncrypted = o.flag()
		return nil
	}),
	setting("caching/requireAuthorizationForCacheControl", func(s *apigateway.MethodSetting, o operation) error {
		s.RequireAuthorizationForCacheControl = o.flag()
		return nil
	}),
	setting("caching/unauthorizedCacheControlHeaderStrategy", func(s *apigateway.MethodSetting, o operation) error {
		s.UnauthorizedCacheControlHeaderStrategy = o.text()
		return oneOf("unauthorizedCacheControlHeaderStrategy", o.text(),
			"FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER")
	}),
	{"/{resource}/{verb}", removeOnly, removeSetting},
}

// setting is the rule of one member of a method setting. The first member that
// is set makes the whole setting.
func setting(member string, set func(*apigateway.MethodSetting, operation) error) rule[stageDraft] {
	return rule[stageDraft]{"/{resource}/{verb}/" + member, addReplace, func(st *stageDraft, o operation) error {
		key := settingKey(o.path)
		now, ok := st.MethodSettings[key]
		if !ok {
			now = newSetting(st)
		}
		if err := set(&now, o); err != nil {
			return err
		}
		st.MethodSettings[key] = now
		return nil
	}}
}

// settingKey is the name of a method setting: the first two segments of its
// path, escaped as they came.
func settingKey(path string) string {
	segments := strings.SplitN(path, "/", 4)
	return segments[1] + "/" + segments[2]
}

// newSetting is what a method setting starts with: that of all methods as it is
// at this moment, or AWS's defaults.
func newSetting(st *stageDraft) apigateway.MethodSetting {
	if all, ok := st.MethodSettings["*/*"]; ok {
		return all
	}
	return apigateway.MethodSetting{
		CacheTtlInSeconds:                      300,
		RequireAuthorizationForCacheControl:    true,
		ThrottlingBurstLimit:                   5000,
		ThrottlingRateLimit:                    10000,
		UnauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
	}
}

func removeSetting(st *stageDraft, o operation) error {
	key := settingKey(o.path)
	if _, ok := st.MethodSettings[key]; !ok {
		return refuseStagePath(o)
	}
	delete(st.MethodSettings, key)
	return nil
}

func wholeNumber(o operation, least, most int64) (int64, error) {
	n, err := strconv.ParseInt(o.text(), 10, 64)
	if err != nil || n < least || n > most {
		return 0, badSetting(o)
	}
	return n, nil
}

func badSetting(o operation) error {
	return events.Refuse(events.BadRequest, "Invalid value specified for method setting path: %s", o.path)
}
