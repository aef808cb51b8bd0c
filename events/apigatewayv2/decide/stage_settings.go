package decide

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events/apigatewayv2"
	"reel/projections"
)

// mergeSettings merges how a stage treats its routes.
func mergeSettings(t *projections.ApiTree, st *apigatewayv2.Stage, c apigatewayv2.UpdateStage) error {
	if c.DefaultRouteSettings != nil {
		if err := mergeRouteSettings(t, &st.DefaultRouteSettings, *c.DefaultRouteSettings); err != nil {
			return err
		}
	}
	if c.RouteSettings == nil {
		return nil
	}
	st.RouteSettings = cloned(st.RouteSettings)
	for _, key := range slices.Sorted(maps.Keys(c.RouteSettings)) {
		if t.ByKey(key) == nil {
			return refuse("Unable to find Route by key %s within the provided RouteSettings", cut(key))
		}
		settings := st.RouteSettings[key]
		if err := mergeRouteSettings(t, &settings, c.RouteSettings[key]); err != nil {
			return err
		}
		st.RouteSettings[key] = settings
	}
	return nil
}

func mergeRouteSettings(t *projections.ApiTree, s *apigatewayv2.RouteSettings, c apigatewayv2.RouteSettingsInput) error {
	s.DataTraceEnabled = given(s.DataTraceEnabled, c.DataTraceEnabled)
	s.DetailedMetricsEnabled = given(s.DetailedMetricsEnabled, c.DetailedMetricsEnabled)
	s.ThrottlingBurstLimit = given(s.ThrottlingBurstLimit, c.ThrottlingBurstLimit)
	s.ThrottlingRateLimit = given(s.ThrottlingRateLimit, c.ThrottlingRateLimit)
	set(&s.LoggingLevel, c.LoggingLevel)
	switch logs := s.LoggingLevel != "" && s.LoggingLevel != "OFF"; {
	case t.ProtocolType == apigatewayv2.HTTP && (logs || deref(s.DataTraceEnabled)):
		return refuse("Execution logs are not supported on protocolType HTTP")
	case deref(s.ThrottlingBurstLimit) < 0 || deref(s.ThrottlingRateLimit) < 0:
		return refuse("Invalid throttling limits specified. They must not be negative.")
	}
	return checkEnum("loggingLevel", s.LoggingLevel, "ERROR", "INFO", "OFF")
}

// given is the new value if there is one, else the old.
func given[T any](was, now *T) *T {
	if now != nil {
		return now
	}
	return was
}

// mergeLogSettings merges where and how calls are logged. The destination is a
// log group, or a delivery stream as REST APIs have it; how is a line that tells
// calls apart. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html.
func mergeLogSettings(st *apigatewayv2.Stage, c apigatewayv2.AccessLogSettingsInput) error {
	var logs apigatewayv2.AccessLogSettings
	if st.AccessLogSettings != nil {
		logs = *st.AccessLogSettings
	}
	set(&logs.DestinationArn, c.DestinationArn)
	set(&logs.Format, c.Format)
	if logs == (apigatewayv2.AccessLogSettings{}) {
		st.AccessLogSettings = nil
		return nil
	}
	switch {
	case !logDestination.MatchString(logs.DestinationArn):
		return refuse("Invalid ARN specified in the request. ARN: %s. Access log destination must be a CloudWatch Logs log group.", cut(logs.DestinationArn))
	case !strings.Contains(logs.Format, "$context.requestId") && !strings.Contains(logs.Format, "$context.extendedRequestId"):
		return refuse("Access Log format must include either $context.requestId or $context.extendedRequestId")
	case len(logs.Format) > 3<<10:
		return refuse("Invalid access log format specified. It can have at most %d bytes.", 3<<10)
	}
	st.AccessLogSettings = &logs
	return nil
}

var logDestination = regexp.MustCompile(`^arn:aws[a-z-]*:(logs:[a-z0-9-]+:\d{12}:log-group:|firehose:[a-z0-9-]+:\d{12}:deliverystream/amazon-apigateway-).+$`)
