package decide

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// TagResource sets tags on what an ARN names; other tags stay.
func TagResource(_ events.Env, w projections.World, c apigateway.TagResource) (events.Event, error) {
	subject, tags, err := tagsOf(w, c.ResourceArn)
	if err != nil {
		return nil, err
	}
	maps.Copy(tags, c.Tags)
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	return apigateway.ResourceTagged{ResourceSubject: subject, Tags: tags}, nil
}

// UntagResource takes tags from what an ARN names. A key that is not there is
// passed over.
func UntagResource(_ events.Env, w projections.World, c apigateway.UntagResource) (events.Event, error) {
	subject, tags, err := tagsOf(w, c.ResourceArn)
	if err != nil {
		return nil, err
	}
	for _, key := range c.TagKeys {
		delete(tags, key)
	}
	return apigateway.ResourceUntagged{ResourceSubject: subject, Tags: tags}, nil
}

// tagsOf is what an ARN names and a copy of its tags.
func tagsOf(w projections.World, arn string) (subject string, tags map[string]string, err error) {
	subject, err = w.TaggedSubject(arn)
	if err != nil {
		return "", nil, err
	}
	was, err := w.Tags(subject)
	if err != nil {
		return "", nil, err
	}
	tags = map[string]string{}
	maps.Copy(tags, was)
	return subject, tags, nil
}

// AWS's limits of tags:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html
const (
	maxTags     = 50
	maxTagKey   = 128 // characters
	maxTagValue = 256 // characters
)

// CheckTags refuses tags that AWS does not take, of whatever noun.
func CheckTags(tags map[string]string) error { return checkTags(tags) }

// checkTags refuses tags that AWS does not take.
func checkTags(tags map[string]string) error {
	if len(tags) > maxTags {
		return events.Refuse(events.BadRequest, "Invalid tags specified. A resource can have at most %d tags.", maxTags)
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) { // in order, so that the words are the same each time
		switch value := tags[key]; {
		case key == "" || utf8.RuneCountInString(key) > maxTagKey:
			return events.Refuse(events.BadRequest, "Invalid tag key specified. A key has 1 to %d characters.", maxTagKey)
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return events.Refuse(events.BadRequest, "Invalid tag key specified. aws: is reserved for AWS use.")
		case utf8.RuneCountInString(value) > maxTagValue:
			return events.Refuse(events.BadRequest, "Invalid tag value specified. A value has at most %d characters.", maxTagValue)
		}
	}
	return nil
}
