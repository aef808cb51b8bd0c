package apigateway

import "reel/events"

// ResourceTagged says that tags were set on what an ARN names.
type ResourceTagged struct {
	ResourceSubject string            `json:"subject"` // the ARN's tail, such as /restapis/a1b2c3d4e5
	Tags            map[string]string `json:"tags"`    // all tags, as they are afterwards
}

// ResourceUntagged says that tags were taken from what an ARN names.
type ResourceUntagged struct {
	ResourceSubject string            `json:"subject"`
	Tags            map[string]string `json:"tags"` // the tags that are left
}

// Subject is what was tagged.
func (e ResourceTagged) Subject() string { return e.ResourceSubject }

// Subject is what was untagged.
func (e ResourceUntagged) Subject() string { return e.ResourceSubject }

func init() {
	events.Register[ResourceTagged]("apigateway.ResourceTagged")
	events.Register[ResourceUntagged]("apigateway.ResourceUntagged")
}
