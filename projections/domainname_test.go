package projections_test

import (
	"slices"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// hosts is a state with domain names of two accounts.
func hosts(t *testing.T, names ...apigateway.DomainName) (s projections.State) {
	t.Helper()
	for i, d := range names {
		account := "000000000000"
		if d.DomainNameArn != "" {
			account = strings.Split(d.DomainNameArn, ":")[4]
		}
		var err error
		s, err = s.Apply(events.Recorded{Account: account, Region: "eu-west-1", Seq: uint64(i + 1), Event: apigateway.DomainNameCreated{DomainName: d}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html:
// a wildcard stands for one label, and a name beside it goes first.
func TestDomainNameOfAHost(t *testing.T) {
	private := func(account, id string) apigateway.DomainName {
		return apigateway.DomainName{DomainName: "in.corp.com", DomainNameId: id, DomainNameArn: "arn:aws:apigateway:eu-west-1:" + account + ":/domainnames/in.corp.com+" + id}
	}
	s := hosts(t, apigateway.DomainName{DomainName: "api.example.com"}, apigateway.DomainName{DomainName: "*.example.com"},
		private("222222222222", "bbbbbbbbbb"), private("111111111111", "cccccccccc"))
	tests := []struct{ name, host, account, key string }{
		{"the name itself", "api.example.com", "000000000000", "api.example.com"},
		{"with a port", "api.example.com:4566", "000000000000", "api.example.com"},
		{"in upper case with its final dot", "API.Example.com.", "000000000000", "api.example.com"},
		{"under a wildcard", "www.example.com", "000000000000", "*.example.com"},
		{"two labels under a wildcard", "a.www.example.com", "", ""},
		{"the wildcard's own domain", "example.com", "", ""},
		{"a literal star", "*.example.com", "000000000000", "*.example.com"},
		{"the first of two PRIVATE ones", "in.corp.com", "222222222222", "in.corp.com+bbbbbbbbbb"},
		{"a key is no host", "in.corp.com+bbbbbbbbbb", "222222222222", "in.corp.com+bbbbbbbbbb"},
		{"another", "example.org", "", ""},
		{"an address", "[::1]:4566", "", ""},
		{"one label", "localhost", "", ""},
		{"nothing", "", "", ""},
		{"a dot", ".", "", ""},
		{"no first label", ".example.com", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, d, ok := s.DomainName(tt.host)
			key := ""
			if ok {
				key = d.Key()
			}
			if w.Account != tt.account || key != tt.key || ok != (tt.key != "") {
				t.Errorf("%s is %q of %q, want %q of %q", tt.host, key, w.Account, tt.key, tt.account)
			}
		})
	}
	gone, err := s.Apply(events.Recorded{Account: "000000000000", Region: "eu-west-1", Seq: 9, Event: apigateway.DomainNameDeleted{DomainName: "api.example.com"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, d, ok := gone.DomainName("api.example.com"); !ok || d.Key() != "*.example.com" || gone.Taken("api.example.com") {
		t.Error("a deleted name still answers, or is still taken")
	}
}

// The keys and paths are those of AWS's example:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
func TestResolve(t *testing.T) {
	d := &projections.DomainName{}
	for base, stage := range map[string]string{
		"": "root", "orders": "", "orders/v1/items": "v1", "orders/v2/items": "v2", "orders/v2/items/categories": "cat", "it$-_.+!*'()": "odd",
	} {
		d.BasePathMappings = d.BasePathMappings.Set(base, &apigateway.BasePathMapping{BasePath: base, RestApiId: "api", Stage: stage})
	}
	long := "/" + strings.Repeat("a/", 5000)
	tests := []struct{ path, base, stage, rest string }{
		{"/orders/v2/items/categories/5", "orders/v2/items/categories", "cat", "/5"},
		{"/orders/v2/items/categories", "orders/v2/items/categories", "cat", "/"},
		{"/orders/v2/items/categories/", "orders/v2/items/categories", "cat", "/"},
		{"/orders/v2/items/cat", "orders/v2/items", "v2", "/cat"},
		{"/orders/v1/items/123", "orders/v1/items", "v1", "/123"},
		{"/orders/v1/itemsets", "orders", "v1", "/itemsets"}, // a mapping without a stage takes it from the path
		{"/orders/prod", "orders", "prod", "/"},
		{"/orders/prod/a/b", "orders", "prod", "/a/b"},
		{"/orders", "", "", ""}, // and answers nothing without one
		{"/customers", "", "root", "/customers"},
		{"/it$-_.+!*'()/x", "it$-_.+!*'()", "odd", "/x"},
		{"/", "", "root", "/"},
		{"", "", "root", "/"},
		{"//orders/prod", "", "root", "//orders/prod"},
		{"/orders%2Fv1", "", "root", "/orders%2Fv1"},
		{long, "", "root", long},
	}
	for _, tt := range tests {
		m, ok := d.Resolve(tt.path, nil)
		want := projections.MappedPath{ApiId: "api", Stage: tt.stage, BasePath: tt.base, Path: tt.rest}
		if ok != (tt.stage != "") || ok && m != want {
			t.Errorf("%.60s leads to %+v, %v; want %+v", tt.path, m, ok, want)
		}
	}
	bare := &projections.DomainName{}
	bare.BasePathMappings = bare.BasePathMappings.Set("orders", &apigateway.BasePathMapping{BasePath: "orders", RestApiId: "api", Stage: "prod"})
	if m, ok := bare.Resolve("/customers", nil); ok {
		t.Errorf("without a mapping of all paths, /customers leads to %+v", m)
	}
	d.RoutingMode = "ROUTING_RULE_ONLY"
	if m, ok := d.Resolve("/customers", nil); ok {
		t.Errorf("with routing rules only, a mapping leads to %+v", m)
	}
}

func BenchmarkResolve(b *testing.B) {
	d := &projections.DomainName{}
	for _, base := range []string{"", "orders", "customers"} {
		d.BasePathMappings = d.BasePathMappings.Set(base, &apigateway.BasePathMapping{BasePath: base, RestApiId: "api", Stage: "prod"})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := d.Resolve("/orders/v1/items/5", nil); !ok {
			b.Fatal("it leads nowhere")
		}
	}
}

func TestRecordedDomainsAndAccountsFold(t *testing.T) {
	tests := map[string][]string{
		"domains": {"DomainNameCreated", "DomainNameUpdated", "DomainNameDeleted", "BasePathMappingCreated", "BasePathMappingUpdated", "BasePathMappingDeleted",
			"DomainNameAccessAssociationCreated", "DomainNameAccessAssociationRejected", "DomainNameAccessAssociationDeleted"},
		"account": {"VpcLinkCreated", "VpcLinkUpdated", "VpcLinkDeleted", "ClientCertificateGenerated", "ClientCertificateUpdated", "ClientCertificateDeleted", "AccountUpdated"},
	}
	for name, types := range tests {
		t.Run(name, func(t *testing.T) {
			states, seen, want := recordedStream(t, name)
			if got, err := states[len(states)-1].Digest(); err != nil || got != want {
				t.Errorf("digest %s, want %s; %v", got, want, err)
			}
			for _, typ := range types {
				if !seen["apigateway."+typ] {
					t.Errorf("no %s is in the stream", typ)
				}
			}
			for _, s := range states {
				keepsItsDigest(t, s)
			}
		})
	}
}

// keepsItsDigest compares a state with what is read back from its snapshot.
func keepsItsDigest(t *testing.T, s projections.State) {
	t.Helper()
	text, err := projections.EncodeSnapshot(s, []byte("line"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := projections.DecodeSnapshot(text)
	if err != nil {
		t.Fatal(err)
	}
	got, err := back.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := s.Digest(); got != want {
		t.Errorf("event %d: read back with digest %s, want %s", s.Seq, got, want)
	}
	if host := "api.example.com"; back.Taken(host) != s.Taken(host) {
		t.Errorf("event %d: %s is taken %v once read back", s.Seq, host, back.Taken(host))
	}
}

// of is the world of an account in a recorded stream.
func of(t *testing.T, stream string, seq uint64, account string) projections.World {
	t.Helper()
	states, _, _ := recordedStream(t, stream)
	return states[seq].World(account, "us-east-1")
}

func TestGetDomainNames(t *testing.T) {
	const inside = `"domainName":"inside.example.com","domainNameArn":"arn:aws:apigateway:us-east-1:000000000000:/domainnames/inside.example.com+ero9r9ktj0","domainNameId":"ero9r9ktj0"`
	owner := func(o string) apigateway.GetDomainNames { return apigateway.GetDomainNames{ResourceOwner: &o} }
	names := func(w projections.World, c apigateway.GetDomainNames) (keys []string) {
		l, err := w.GetDomainNames(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range l.From("") {
			keys = append(keys, row.(apigateway.DomainName).DomainName)
		}
		return keys
	}
	ours, theirs := of(t, "domains", 15, "000000000000"), of(t, "domains", 15, "111122223333")
	if got, want := names(ours, apigateway.GetDomainNames{}), []string{"*.example.com", "api.example.com", "inside.example.com"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := names(ours, owner("OTHER_ACCOUNTS")); got != nil {
		t.Errorf("of other accounts: %v", got)
	}
	l, err := theirs.GetDomainNames(owner("OTHER_ACCOUNTS"))
	if got, want := answer(t, l, err), `[{`+inside+`}]`; got != want {
		t.Errorf("a shared one\n got %s\nwant %s", got, want)
	}
	if got := names(theirs, owner("SELF")); got != nil {
		t.Errorf("of an account that has none: %v", got)
	}
	if got := names(of(t, "domains", 14, "111122223333"), owner("OTHER_ACCOUNTS")); got != nil {
		t.Errorf("one that is not shared yet: %v", got)
	}
}

// A position goes on where the page before has ended, in all accounts.
func TestListsOfOtherAccountsGoOnAtAPosition(t *testing.T) {
	share := `{"Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}`
	var names []apigateway.DomainName
	for _, account := range []string{"111111111111", "222222222222"} {
		for _, name := range []string{"a.b", "c.d"} {
			names = append(names, apigateway.DomainName{DomainName: name, DomainNameId: "id", ManagementPolicy: share,
				DomainNameArn: "arn:aws:apigateway:eu-west-1:" + account + ":/domainnames/" + name + "+id"})
		}
	}
	l, err := hosts(t, names...).World("333333333333", "eu-west-1").GetDomainNames(apigateway.GetDomainNames{ResourceOwner: new("OTHER_ACCOUNTS")})
	if err != nil {
		t.Fatal(err)
	}
	var keys, arns []string
	for key, row := range l.From("") {
		keys, arns = append(keys, key), append(arns, row.(apigateway.DomainName).DomainNameArn)
	}
	if len(keys) != 4 {
		t.Fatalf("%d rows, want 4", len(keys))
	}
	for i, key := range keys {
		var rest []string
		for _, row := range l.From(key) {
			rest = append(rest, row.(apigateway.DomainName).DomainNameArn)
		}
		if !slices.Equal(rest, arns[i:]) {
			t.Errorf("from %s\n got %v\nwant %v", key, rest, arns[i:])
		}
	}
}

func TestGetDomainNameAccessAssociations(t *testing.T) {
	const theirs = `[{"accessAssociationSource":"vpce-theirs","accessAssociationSourceType":"VPCE","domainNameAccessAssociationArn":"arn:aws:apigateway:us-east-1:111122223333:/domainnameaccessassociations/domainname/inside.example.com/vpcesource/vpce-theirs","domainNameArn":"arn:aws:apigateway:us-east-1:000000000000:/domainnames/inside.example.com+ero9r9ktj0"}]`
	tests := []struct {
		name, account, owner string
		at                   uint64
		want                 string
	}{
		{"made by the account", "111122223333", "SELF", 16, theirs},
		{"made by others with its names", "000000000000", "OTHER_ACCOUNTS", 16, theirs},
		{"none of its own", "000000000000", "SELF", 16, `null`},
		{"rejected, for the owner of the name", "000000000000", "OTHER_ACCOUNTS", 17, `null`},
		{"rejected, for the account that has made it", "111122223333", "SELF", 17, theirs},
		{"deleted", "000000000000", "SELF", 21, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := of(t, "domains", tt.at, tt.account).GetDomainNameAccessAssociations(apigateway.GetDomainNameAccessAssociations{ResourceOwner: &tt.owner})
			if got := answer(t, l, err); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestGetBasePathMappings(t *testing.T) {
	w := at(t, "domains", 13)
	l, err := w.GetBasePathMappings(apigateway.GetBasePathMappings{DomainName: "api.example.com"})
	if got, want := answer(t, l, err), `[{"basePath":"(none)","restApiId":"domains001","stage":"dev"},{"basePath":"orders","restApiId":"domains001","stage":"prod"}]`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	one, err := at(t, "domains", 12).GetBasePathMapping(apigateway.GetBasePathMapping{DomainName: "api.example.com", BasePath: "order"})
	if got, want := answer(t, one, err), `{"basePath":"order","restApiId":"domains001"}`; got != want {
		t.Errorf("without a stage\n got %s\nwant %s", got, want)
	}
}

// Q. When does a VPC link become AVAILABLE? The call that makes it answers
// PENDING; whoever asks afterwards is told that it is ready. [the words were
// recorded on AWS, where it takes minutes]
func TestVpcLinksAreReadyWhenAskedFor(t *testing.T) {
	const link = `"id":"hgvb6g","name":"inside","status":"AVAILABLE","statusMessage":"Your vpc link is ready for use","targetArns":["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/my-lb/12a456s89aaa12345"]`
	w := at(t, "account", 1)
	one, err := w.GetVpcLink(apigateway.GetVpcLink{VpcLinkId: "hgvb6g"})
	if got, want := answer(t, one, err), `{`+link+`,"tags":{}}`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	all, err := w.GetVpcLinks(apigateway.GetVpcLinks{})
	if got, want := answer(t, all, err), `[{`+link+`}]`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestGetAccount(t *testing.T) {
	fresh, err := projections.State{}.World("000000000000", "us-east-1").GetAccount(apigateway.GetAccount{})
	if got, want := answer(t, fresh, err), `{"apiKeyVersion":"4","features":["UsagePlans"],"throttleSettings":{"burstLimit":5000,"rateLimit":10000}}`; got != want {
		t.Errorf("a new account\n got %s\nwant %s", got, want)
	}
	set, err := at(t, "account", 12).GetAccount(apigateway.GetAccount{})
	if got, want := answer(t, set, err), `{"apiKeyVersion":"4","cloudwatchRoleArn":"arn:aws:iam::000000000000:role/logs","features":["UsagePlans"],"throttleSettings":{"burstLimit":5000,"rateLimit":10000}}`; got != want {
		t.Errorf("with a role\n got %s\nwant %s", got, want)
	}
}
