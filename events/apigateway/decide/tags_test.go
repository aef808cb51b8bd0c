package decide_test

import (
	"fmt"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

const (
	petsArn = "arn:aws:apigateway:us-east-1::/restapis/pets000001"
	prodArn = "arn:aws:apigateway:us-east-1::/restapis/stages0001/stages/prod"
	badArn  = "BadRequestException: Invalid ARN specified in the request"
)

func TestTagResource(t *testing.T) {
	tag := func(arn string, pairs ...string) apigateway.TagResource {
		c := apigateway.TagResource{ResourceArn: arn, Tags: map[string]string{}}
		for ; len(pairs) > 1; pairs = pairs[2:] {
			c.Tags[pairs[0]] = pairs[1]
		}
		return c
	}
	many := tag(petsArn)
	for i := range 50 {
		many.Tags[fmt.Sprint("key", i)] = ""
	}
	decides(t, decide.TagResource, []test[apigateway.TagResource]{
		{name: "other tags stay", given: "pets", at: 9, when: tag(petsArn, "team", "farm", "new", ""),
			then: `{"subject":"/restapis/pets000001","tags":{"_custom_id_":"pets000001","new":"","team":"farm","tier":"1"}}`},
		{name: "a stage", given: "stages", at: 8, when: tag(prodArn, "team", "zoo"), then: `{"subject":"/restapis/stages0001/stages/prod","tags":{"team":"zoo"}}`},
		{name: "with the account, as some clients do", given: "stages", at: 8, when: tag("arn:aws:apigateway:us-east-1:000000000000:/restapis/stages0001/stages/prod", "a", "b"),
			then: `{"subject":"/restapis/stages0001/stages/prod","tags":{"a":"b"}}`},
		{name: "more than 50 in all", given: "pets", at: 1, when: many, refused: "BadRequestException: Invalid tags specified. A resource can have at most 50 tags."},
		{name: "a long key", given: "pets", at: 1, when: tag(petsArn, strings.Repeat("k", 129), ""), refused: "BadRequestException: Invalid tag key specified. A key has 1 to 128 characters."},
		{name: "a long value", given: "pets", at: 1, when: tag(petsArn, "k", strings.Repeat("v", 257)), refused: "BadRequestException: Invalid tag value specified. A value has at most 256 characters."},
		{name: "AWS's own", given: "pets", at: 1, when: tag(petsArn, "AWS:cloudformation:stack-name", "s"), refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
		{name: "unknown API", when: tag(petsArn, "a", "b"), refused: "NotFoundException: Invalid API identifier specified 000000000000:pets000001"},
		{name: "unknown stage", given: "stages", at: 4, when: tag(prodArn, "a", "b"), refused: "NotFoundException: Invalid Stage identifier specified"},
		{name: "no ARN", when: tag("pets000001", "a", "b"), refused: badArn},
		{name: "of another service", when: tag("arn:aws:lambda:us-east-1::/restapis/pets000001", "a", "b"), refused: badArn},
		{name: "of another region", given: "pets", at: 1, when: tag("arn:aws:apigateway:eu-west-1::/restapis/pets000001", "a", "b"), refused: badArn},
		{name: "of another account", given: "pets", at: 1, when: tag("arn:aws:apigateway:us-east-1:111111111111:/restapis/pets000001", "a", "b"), refused: badArn},
		{name: "of what has no tags", given: "pets", at: 2, when: tag(petsArn+"/resources/df14qi", "a", "b"), refused: badArn},
	})
}

func TestUntagResource(t *testing.T) {
	untag := func(arn string, keys ...string) apigateway.UntagResource {
		return apigateway.UntagResource{ResourceArn: arn, TagKeys: keys}
	}
	decides(t, decide.UntagResource, []test[apigateway.UntagResource]{
		{name: "one of several", given: "pets", at: 9, when: untag(petsArn, "tier"), then: `{"subject":"/restapis/pets000001","tags":{"_custom_id_":"pets000001","team":"zoo"}}`},
		{name: "the last", given: "stages", at: 10, when: untag(prodArn, "team"), then: `{"subject":"/restapis/stages0001/stages/prod","tags":{}}`},
		{name: "one that is not there", given: "stages", at: 10, when: untag(prodArn, "none"), then: `{"subject":"/restapis/stages0001/stages/prod","tags":{"team":"zoo"}}`},
		{name: "no ARN", when: untag("", "a"), refused: badArn},
	})
}
