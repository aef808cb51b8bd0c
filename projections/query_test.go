package projections_test

import (
	"slices"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// Q1. Where does AWS show the tags of an API that has none? In GetRestApi and
// UpdateRestApi, as {}; never in lists. [recorded on AWS]
func TestGetRestApi(t *testing.T) {
	// The clone of the stream pets is there at 13 and 14, and has no tags.
	w := at(t, "pets", 14)
	one, err := w.GetRestApi(apigateway.GetRestApi{RestApiId: "518fjagxlv"})
	if got, want := answer(t, one, err), `{"apiKeySource":"HEADER","binaryMediaTypes":["image/png"],"createdDate":1767225613,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"518fjagxlv","name":"more pets","rootResourceId":"19fxjye5sr","tags":{}}`; got != want {
		t.Errorf("GetRestApi without tags\n got %s\nwant %s", got, want)
	}
	all, err := w.GetRestApis(apigateway.GetRestApis{})
	if got, want := answer(t, all, err), `[{"apiKeySource":"HEADER","binaryMediaTypes":["image/png"],"createdDate":1767225613,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"518fjagxlv","name":"more pets","rootResourceId":"19fxjye5sr"},{"apiKeySource":"HEADER","binaryMediaTypes":["image/png"],"createdDate":1767225601,"description":"all pets","disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"pets000001","name":"animals","rootResourceId":"hgvb6gk3za","tags":{"_custom_id_":"pets000001","team":"zoo"}}]`; got != want {
		t.Errorf("GetRestApis\n got %s\nwant %s", got, want)
	}
	none, err := w.GetRestApi(apigateway.GetRestApi{RestApiId: "none"})
	if got, want := answer(t, none, err), "NotFoundException: Invalid API identifier specified 000000000000:none"; got != want {
		t.Errorf("GetRestApi of none: got %s, want %s", got, want)
	}
}

// Q2. In which order are resources listed, and with which members? By path, { after
// letters, the root with its id and path alone, methods by verb unless they are
// asked for. [recorded on AWS]
func TestGetResources(t *testing.T) {
	tests := []struct {
		name  string
		at    uint64
		embed []string
		want  string
	}{
		{"bare", 4, nil, `[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs"},{"id":"62kfur","parentId":"df14qi","path":"/dogs/{dogId}","pathPart":"{dogId}"},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}]`},
		{"methods by verb", 6, nil, `[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs","resourceMethods":{"GET":{}}},{"id":"62kfur","parentId":"df14qi","path":"/dogs/{dogId}","pathPart":"{dogId}"},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}]`},
		{"methods whole", 6, []string{"methods"}, `[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}}},{"id":"62kfur","parentId":"df14qi","path":"/dogs/{dogId}","pathPart":"{dogId}"},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}]`},
		{"renamed with the subtree", 12, nil, `[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/hounds","pathPart":"hounds","resourceMethods":{"GET":{}}},{"id":"62kfur","parentId":"df14qi","path":"/hounds/{dogId}","pathPart":"{dogId}"},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}]`},
		{"without a deleted one", 14, nil, `[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/hounds","pathPart":"hounds","resourceMethods":{"GET":{}}},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := at(t, "pets", tt.at).GetResources(apigateway.GetResources{RestApiId: "pets000001", Embed: tt.embed})
			if got := answer(t, l, err); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestGetResourceFollowsADeletedParent(t *testing.T) {
	r, err := at(t, "pets", 14).GetResource(apigateway.GetResource{RestApiId: "pets000001", ResourceId: "62kfur"})
	if got, want := answer(t, r, err), "NotFoundException: Invalid Resource identifier specified"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestGetDeployment(t *testing.T) {
	w := at(t, "stages", 15)
	tests := []struct {
		name  string
		id    string
		embed []string
		want  string
	}{
		{"bare", "uoldxu", nil, `{"createdDate":1767225604,"description":"the first","id":"uoldxu"}`},
		{"with its methods", "ygbyo7", []string{"apisummary"}, `{"apiSummary":{"/":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE"}}},"createdDate":1767225607,"id":"ygbyo7"}`},
		{"a deleted one", "dmnyiu", nil, "NotFoundException: Invalid Deployment identifier specified"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := w.GetDeployment(apigateway.GetDeployment{RestApiId: "stages0001", DeploymentId: tt.id, Embed: tt.embed})
			if got := answer(t, d, err); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
	l, err := w.GetDeployments(apigateway.GetDeployments{RestApiId: "stages0001"})
	if got, want := answer(t, l, err), `[{"createdDate":1767225608,"id":"ryy6rp"},{"createdDate":1767225604,"description":"the first","id":"uoldxu"},{"createdDate":1767225607,"id":"ygbyo7"}]`; got != want {
		t.Errorf("GetDeployments\n got %s\nwant %s", got, want)
	}
}

// Q3. Does GetStages take a deployment? Yes, and shows the stages on it. [recorded on AWS]
func TestGetStages(t *testing.T) {
	w := at(t, "stages", 14)
	for deployment, want := range map[string][]string{
		"":       {"brief", "dev", "prod"},
		"uoldxu": {"brief", "dev"},
		"ryy6rp": {"prod"},
		"ygbyo7": nil, // on a canary alone
	} {
		c := apigateway.GetStages{RestApiId: "stages0001"}
		if deployment != "" {
			c.DeploymentId = &deployment
		}
		l, err := w.GetStages(c)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for name := range l.From("") {
			got = append(got, name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on deployment %q: got %v, want %v", deployment, got, want)
		}
	}
	st, err := w.GetStage(apigateway.GetStage{RestApiId: "stages0001", StageName: "prod"})
	if got := answer(t, st, err); !excerpt(got, `"deploymentId":"ryy6rp"`, `"stageName":"prod","tags":{"team":"zoo"},"tracingEnabled":false`) {
		t.Errorf("GetStage: got %s", got)
	}
	st, err = w.GetStage(apigateway.GetStage{RestApiId: "stages0001", StageName: "none"})
	if got, want := answer(t, st, err), "NotFoundException: Invalid Stage identifier specified"; got != want {
		t.Errorf("GetStage of none: got %s, want %s", got, want)
	}
}

// Q4. Which API does a stage serve? The one that was deployed, not the one that
// is. [recorded on AWS]
func TestStageServesItsDeployment(t *testing.T) {
	w := at(t, "stages", 8) // /later was made after the deployment of dev and before that of its canary
	dev, err := w.Stage("stages0001", "dev")
	if err != nil {
		t.Fatal(err)
	}
	if dev.Tree().ByPath("/") == nil || dev.Tree().ByPath("/later") != nil {
		t.Error("dev does not serve its deployment")
	}
	if dev.CanaryTree().ByPath("/later") == nil {
		t.Error("dev's canary does not serve its own deployment")
	}
	prod, err := w.Stage("stages0001", "prod")
	if err != nil {
		t.Fatal(err)
	}
	if prod.Tree().ByPath("/later") == nil {
		t.Error("prod does not serve its deployment")
	}
	if prod.CanaryTree() != nil {
		t.Error("prod has a canary")
	}
}

// A deployment keeps the tree by its pointer: two deployments with no change
// between them share it.
func TestDeploymentsShareTheirTree(t *testing.T) {
	w := at(t, "stages", 8)
	dev, err := w.Stage("stages0001", "dev")
	if err != nil {
		t.Fatal(err)
	}
	prod, err := w.Stage("stages0001", "prod")
	if err != nil {
		t.Fatal(err)
	}
	if dev.CanaryTree() != prod.Tree() {
		t.Error("the deployments 7 and 8 do not share their tree")
	}
}

func TestStageSetting(t *testing.T) {
	st := projections.Stage{Stage: apigateway.Stage{MethodSettings: map[string]apigateway.MethodSetting{
		"*/*":              {ThrottlingBurstLimit: 1},
		"~1pets~1{id}/GET": {ThrottlingBurstLimit: 2},
		"pets/GET":         {ThrottlingBurstLimit: 3},
		"~1/GET":           {ThrottlingBurstLimit: 4},
	}}}
	tests := []struct {
		path, verb string
		want       int64
	}{
		{"/pets/{id}", "GET", 2},
		{"/pets", "GET", 3},
		{"/", "GET", 4},
		{"/pets", "POST", 1},
		{"/other", "GET", 1},
	}
	for _, tt := range tests {
		if got, ok := st.Setting(tt.path, tt.verb); !ok || got.ThrottlingBurstLimit != tt.want {
			t.Errorf("%s %s: got %d, %t, want %d", tt.verb, tt.path, got.ThrottlingBurstLimit, ok, tt.want)
		}
	}
	if _, ok := (projections.Stage{}).Setting("/", "GET"); ok {
		t.Error("a stage without settings has one")
	}
}

func TestGetTags(t *testing.T) {
	tests := []struct {
		name, stream string
		at           uint64
		arn, want    string
	}{
		{"of an API", "pets", 9, "arn:aws:apigateway:us-east-1::/restapis/pets000001", `{"tags":{"_custom_id_":"pets000001","team":"zoo","tier":"1"}}`},
		{"after one was taken away", "pets", 10, "arn:aws:apigateway:us-east-1::/restapis/pets000001", `{"tags":{"_custom_id_":"pets000001","team":"zoo"}}`},
		{"of a stage", "stages", 10, "arn:aws:apigateway:us-east-1::/restapis/stages0001/stages/prod", `{"tags":{"team":"zoo"}}`},
		{"none", "stages", 10, "arn:aws:apigateway:us-east-1::/restapis/stages0001/stages/dev", `{"tags":{}}`},
		{"of an unknown API", "stages", 10, "arn:aws:apigateway:us-east-1::/restapis/none", "NotFoundException: Invalid API identifier specified 000000000000:none"},
		{"of no ARN", "stages", 10, "stages0001", "BadRequestException: Invalid ARN specified in the request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tags, err := at(t, tt.stream, tt.at).GetTags(apigateway.GetTags{ResourceArn: tt.arn})
			if got := answer(t, tags, err); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// An id belongs to one account and region while its API lives.
func TestOwner(t *testing.T) {
	states, _, _ := recordedStream(t, "pets")
	if w, ok := states[14].Owner("518fjagxlv"); !ok || w.Account != "000000000000" || w.Region != "us-east-1" {
		t.Errorf("the owner is %s %s, %t", w.Account, w.Region, ok)
	}
	if !states[14].Taken("518fjagxlv") || states[15].Taken("518fjagxlv") {
		t.Error("an id is taken from the creation of its API to its end")
	}
}

// A stage serves its deployment: what an API's own members become later, such as
// its binary media types, is invisible until it is deployed again.
func TestADeploymentKeepsTheApisOwnMembers(t *testing.T) {
	s := projections.State{}
	happens := func(e events.Event) {
		t.Helper()
		s = apply(t, s, events.Recorded{Seq: s.Seq + 1, Account: "a", Region: "r", Event: e})
	}
	api := apigateway.RestApi{Id: "x", RootResourceId: "root"}
	deployed := func(id string) apigateway.DeploymentCreated {
		return apigateway.DeploymentCreated{RestApiId: "x", Deployment: apigateway.Deployment{Id: id}, Stage: &apigateway.Stage{StageName: "dev", DeploymentId: id}}
	}
	media := func() string {
		st, err := s.World("a", "r").Stage("x", "dev")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(st.Tree().BinaryMediaTypes, ",")
	}
	happens(apigateway.RestApiCreated{RestApi: api})
	happens(deployed("1"))
	api.BinaryMediaTypes = []string{"image/png"}
	happens(apigateway.RestApiUpdated{RestApi: api})
	if got := media(); got != "" {
		t.Errorf("before it is deployed again: %s", got)
	}
	happens(deployed("2"))
	if got := media(); got != "image/png" {
		t.Errorf("after it is deployed again: %s", got)
	}
}
