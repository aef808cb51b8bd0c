package projections

import (
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// A taggable is a kind of thing that can have tags: one row, by the pattern of
// its subject, in which * stands for one name.
type taggable struct {
	pattern string
	tags    func(w World, names []string) (map[string]string, error)
	tagged  func(s State, r events.Recorded, names []string, tags map[string]string) State
}

// taggables are all kinds of things that can have tags.
var taggables = []taggable{
	{"/apikeys/*", apiKeyTags, taggedApiKey},
	{"/apis/*", apiTags, taggedApi},
	{"/apis/*/stages/*", apiStageTags, taggedApiStage},
	{"/clientcertificates/*", clientCertificateTags, taggedClientCertificate},
	{"/domainnameaccessassociations/domainname/*/vpcesource/*", associationTags, taggedAssociation},
	{"/domainnames/*", domainNameTags, taggedDomainName},
	{"/portalproducts/*", portalProductTags, taggedPortalProduct},
	{"/portals/*", portalTags, taggedPortal},
	{"/restapis/*", restApiTags, taggedRestApi},
	{"/restapis/*/stages/*", stageTags, taggedStage},
	{"/usageplans/*", usagePlanTags, taggedUsagePlan},
	{"/vpclinks/*", vpcLinkTags, taggedVpcLink},
}

// names are what the stars of the pattern stand for in a subject.
func (k taggable) names(subject string) (names []string, ok bool) {
	want, got := strings.Split(k.pattern, "/"), strings.Split(subject, "/")
	if len(want) != len(got) {
		return nil, false
	}
	for i, w := range want {
		switch {
		case w == "*" && got[i] != "":
			names = append(names, got[i])
		case w != got[i]:
			return nil, false
		}
	}
	return names, true
}

// Tags are the tags of what a subject (the tail of an ARN) names, or AWS's
// refusal. The map is not the caller's to change.
func (w World) Tags(subject string) (map[string]string, error) {
	for _, k := range taggables {
		if names, ok := k.names(subject); ok {
			return k.tags(w, names)
		}
	}
	return nil, errARN
}

var errARN = events.Refuse(events.BadRequest, "Invalid ARN specified in the request")

// TaggedSubject is the subject that the ARN of something taggable names, such as
// /restapis/a1b2c3d4e5 for arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5.
// The ARNs of API Gateway carry no account.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html.
func (w World) TaggedSubject(arn string) (string, error) {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 || part[0] != "arn" || !strings.HasPrefix(part[1], "aws") || part[2] != "apigateway" ||
		part[3] != w.Region || (part[4] != "" && part[4] != w.Account) {
		return "", errARN
	}
	return part[5], nil
}

// A TagsView is the answer to GetTags.
type TagsView struct {
	Tags map[string]string `json:"tags"`
}

// GetTags answers GetTags.
func (w World) GetTags(c apigateway.GetTags) (TagsView, error) {
	subject, err := w.TaggedSubject(c.ResourceArn)
	if err != nil {
		return TagsView{}, err
	}
	tags, err := w.Tags(subject)
	if tags == nil {
		tags = map[string]string{}
	}
	return TagsView{tags}, err
}

// tagged is the state with the tags of what a subject names replaced.
func (s State) tagged(r events.Recorded, subject string, tags map[string]string) State {
	for _, k := range taggables {
		if names, ok := k.names(subject); ok {
			return k.tagged(s, r, names, tags)
		}
	}
	return s
}

func restApiTags(w World, names []string) (map[string]string, error) {
	api, err := w.RestApi(names[0])
	if err != nil {
		return nil, err
	}
	return api.Tree.Tags, nil
}

func taggedRestApi(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.tree(r, names[0], func(t *Tree) *Tree {
		return t.changed(func(t *Tree) { t.Tags = tags })
	})
}

func stageTags(w World, names []string) (map[string]string, error) {
	st, err := w.Stage(names[0], names[1])
	return st.Tags, err
}

func taggedStage(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.restApi(r, names[0], func(api RestApi) RestApi {
		if st := api.Stages.Get(names[1]); st != nil {
			now := *st
			now.Tags = tags
			api = api.withStage(now)
		}
		return api
	})
}

func apiKeyTags(w World, names []string) (map[string]string, error) {
	k, err := w.ApiKey(names[0])
	if err != nil {
		return nil, err
	}
	return k.Tags, nil
}

func taggedApiKey(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		if was := g.ApiKeys.Get(names[0]); was != nil {
			now := was.ApiKey
			now.Tags = tags
			g = g.withApiKey(now)
		}
		return g
	})
}

func usagePlanTags(w World, names []string) (map[string]string, error) {
	p, err := w.UsagePlan(names[0])
	if err != nil {
		return nil, err
	}
	return p.Tags, nil
}

func taggedUsagePlan(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		if was := g.UsagePlans.Get(names[0]); was != nil {
			now := was.UsagePlan
			now.Tags = tags
			g = g.withUsagePlan(now, was.QuotaFrom)
		}
		return g
	})
}
