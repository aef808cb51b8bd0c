package http_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/apigateway"

	"reel/cmd/emulator"
	reelhttp "reel/http"
)

func TestVpcLinksThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	const balancer = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/my-lb/12a456s89aaa12345"
	v := answered(s.CreateVpcLink(ctx, &apigateway.CreateVpcLinkInput{
		Name: new("inside"), Description: new("d"), TargetArns: []string{balancer}, Tags: map[string]string{"a": "b"},
	}))
	members := func(name, status, tags string) string {
		return `{"Description":"d","Id":"` + *v.Id + `","Name":"` + name + `","Status":` + status + `,"Tags":` + tags + `,"TargetArns":["` + balancer + `"]}`
	}
	const ready = `"AVAILABLE","StatusMessage":"Your vpc link is ready for use"`
	s.read(v, members("inside", `"PENDING"`, `{"a":"b"}`))
	s.read(answered(s.GetVpcLink(ctx, &apigateway.GetVpcLinkInput{VpcLinkId: v.Id})), members("inside", ready, `{"a":"b"}`))
	arn := "arn:aws:apigateway:us-east-1::/vpclinks/" + *v.Id
	answered(s.UntagResource(ctx, &apigateway.UntagResourceInput{ResourceArn: &arn, TagKeys: []string{"a"}}))
	s.read(answered(s.UpdateVpcLink(ctx, &apigateway.UpdateVpcLinkInput{VpcLinkId: v.Id, PatchOperations: patches("replace", "/name", "within")})), members("within", ready, `{}`))
	second := answered(s.CreateVpcLink(ctx, &apigateway.CreateVpcLinkInput{Name: new("second"), TargetArns: []string{balancer}}))
	page := answered(s.GetVpcLinks(ctx, &apigateway.GetVpcLinksInput{Limit: new(int32(1))}))
	rest := answered(s.GetVpcLinks(ctx, &apigateway.GetVpcLinksInput{Limit: new(int32(1)), Position: page.Position}))
	if len(page.Items) != 1 || len(rest.Items) != 1 || rest.Position != nil || string(page.Items[0].Status) != "AVAILABLE" {
		t.Errorf("pages %s and %s", plainJSON(t, page), plainJSON(t, rest))
	}
	answered(s.DeleteVpcLink(ctx, &apigateway.DeleteVpcLinkInput{VpcLinkId: second.Id}))
	_, err := s.GetVpcLink(ctx, &apigateway.GetVpcLinkInput{VpcLinkId: second.Id})
	s.refused(err, "NotFoundException: Invalid Vpc Link identifier specified")
	_, err = s.CreateVpcLink(ctx, &apigateway.CreateVpcLinkInput{Name: new("x"), TargetArns: []string{"invalid-arn"}})
	s.refused(err, "BadRequestException: Invalid ARN. ARN is not well formed invalid-arn")
	c := s.client
	if a := c.do("POST", "/vpclinks", `{"name":"a"}`); a.status != 400 || a.header.Get("x-amzn-ErrorType") != "ValidationException" {
		t.Errorf("without targetArns: %d %s", a.status, a.body)
	}
	if a := c.do("POST", "/vpclinks", `{"name":"a","targetArns":["`+balancer+`"]}`); a.status != 202 || strings.Contains(a.body, "tags") {
		t.Errorf("CreateVpcLink: %d %s, want 202 and no tags", a.status, a.body)
	}
}

func TestAccountThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	const limits = `"ThrottleSettings":{"BurstLimit":5000,"RateLimit":10000}}`
	s.read(answered(s.GetAccount(ctx, &apigateway.GetAccountInput{})), `{"ApiKeyVersion":"4","Features":["UsagePlans"],`+limits)
	const role = "arn:aws:iam::000000000000:role/logs"
	want := `{"ApiKeyVersion":"4","CloudwatchRoleArn":"` + role + `","Features":["UsagePlans"],` + limits
	s.read(answered(s.UpdateAccount(ctx, &apigateway.UpdateAccountInput{PatchOperations: patches("replace", "/cloudwatchRoleArn", role)})), want)
	s.read(answered(s.GetAccount(ctx, &apigateway.GetAccountInput{})), want)
	_, err := s.UpdateAccount(ctx, &apigateway.UpdateAccountInput{PatchOperations: patches("replace", "/cloudwatchRoleArn", "role")})
	s.refused(err, "BadRequestException: The role ARN is not well formed")
	if a := s.client.do("PATCH", "/account", `{"patchOperations":[{"op":"set","path":"/features"}]}`); a.status != 400 || a.header.Get("x-amzn-ErrorType") != "ValidationException" {
		t.Errorf("an op that there is not: %d %s", a.status, a.body)
	}
}

func TestClientCertificatesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	c := answered(s.GenerateClientCertificate(ctx, &apigateway.GenerateClientCertificateInput{Description: new("d"), Tags: map[string]string{"a": "b"}}))
	if *c.Description != "d" || plainJSON(t, c.Tags) != `{"a":"b"}` || !c.ExpirationDate.Equal(c.CreatedDate.Add(365*24*time.Hour)) {
		t.Errorf("generated %s", plainJSON(t, c))
	}
	s.read(answered(s.GetClientCertificate(ctx, &apigateway.GetClientCertificateInput{ClientCertificateId: c.ClientCertificateId})), plainJSON(t, c))
	arn := "arn:aws:apigateway:us-east-1::/clientcertificates/" + *c.ClientCertificateId
	answered(s.TagResource(ctx, &apigateway.TagResourceInput{ResourceArn: &arn, Tags: map[string]string{"c": "d"}}))
	u := answered(s.UpdateClientCertificate(ctx, &apigateway.UpdateClientCertificateInput{
		ClientCertificateId: c.ClientCertificateId, PatchOperations: patches("replace", "/description", "other"),
	}))
	c.Description, c.Tags["c"] = new("other"), "d"
	s.read(u, plainJSON(t, c))
	if all := answered(s.GetClientCertificates(ctx, &apigateway.GetClientCertificatesInput{})); len(all.Items) != 1 || plainJSON(t, all.Items[0]) != plainJSON(t, c) {
		t.Errorf("listed %s", plainJSON(t, all))
	}

	_, err := s.UpdateStage(ctx, &apigateway.UpdateStageInput{RestApiId: &s.api, StageName: new("dev"), PatchOperations: patches("replace", "/clientCertificateId", "none")})
	s.refused(err, "NotFoundException: Invalid Client Certificate identifier specified")
	answered(s.UpdateStage(ctx, &apigateway.UpdateStageInput{RestApiId: &s.api, StageName: new("dev"), PatchOperations: patches("replace", "/clientCertificateId", *c.ClientCertificateId)}))
	_, err = s.DeleteClientCertificate(ctx, &apigateway.DeleteClientCertificateInput{ClientCertificateId: c.ClientCertificateId})
	s.refused(err, "ConflictException: Client certificate "+*c.ClientCertificateId+" is in use by stage dev of RestApi "+s.api)
	answered(s.UpdateStage(ctx, &apigateway.UpdateStageInput{RestApiId: &s.api, StageName: new("dev"), PatchOperations: patches("replace", "/clientCertificateId", "")}))
	answered(s.DeleteClientCertificate(ctx, &apigateway.DeleteClientCertificateInput{ClientCertificateId: c.ClientCertificateId}))
	_, err = s.GetClientCertificate(ctx, &apigateway.GetClientCertificateInput{ClientCertificateId: c.ClientCertificateId})
	s.refused(err, "NotFoundException: Invalid Client Certificate identifier specified")
	if a := s.client.do("POST", "/clientcertificates", `{"description":{}}`); a.status != 400 || a.header.Get("x-amzn-ErrorType") != "SerializationException" {
		t.Errorf("a description that is an object: %d %s", a.status, a.body)
	}
}

// The key of a client certificate is in the data folder alone: no stream file has
// it, it is there after a restart, and whoever replays the stream is told so.
func TestClientCertificateKeysStayInTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	e := emulator.OpenWith(t, emulator.Config{Dir: dir})
	certificate := field(t, client{t, e}.do("POST", "/clientcertificates", `{}`).body, "pemEncodedCertificate")
	var stream bytes.Buffer
	if err := e.Export(t.Context(), &stream, false); err != nil {
		t.Fatal(err)
	}
	if text := stream.String(); strings.Contains(text, "PRIVATE KEY") || !strings.Contains(text, "BEGIN CERTIFICATE") {
		t.Errorf("the stream has a key in it, or no certificate: %s", text)
	}
	again, err := reelhttp.OpenClientKeys(dir).Certificate(certificate)
	if err != nil {
		t.Fatalf("after a restart: %v", err)
	}
	if !again.PrivateKey.(*rsa.PrivateKey).PublicKey.Equal(again.Leaf.PublicKey) {
		t.Error("the key that is kept is another certificate's")
	}
	shakesHands(t, again)
	if _, err := reelhttp.OpenClientKeys(t.TempDir()).Certificate(certificate); !errors.Is(err, reelhttp.ErrNoClientKey) {
		t.Errorf("on another machine: %v", err)
	}
	for path, entry := range filesUnder(t, filepath.Join(dir, "client-keys")) {
		if mode := entry.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o", path, mode)
		}
	}
}

func TestRefusedCertificatesLeaveNoKey(t *testing.T) {
	dir := t.TempDir()
	c := client{t, emulator.OpenWith(t, emulator.Config{Dir: dir})}
	c.do("POST", "/clientcertificates", `{"tags":{"aws:a":""}}`).check(t, 400, `{"message":"Invalid tag key specified. aws: is reserved for AWS use."}`)
	if files := filesUnder(t, filepath.Join(dir, "client-keys")); len(files) > 0 {
		t.Errorf("there are keys: %v", files)
	}
}

func TestClientKeysTellWhatIsNoCertificate(t *testing.T) {
	for _, text := range []string{"", "PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		if _, err := reelhttp.OpenClientKeys("").Certificate(text); err == nil || errors.Is(err, reelhttp.ErrNoClientKey) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// shakesHands proves that a backend that trusts a client certificate takes it.
func shakesHands(t *testing.T, certificate *tls.Certificate) {
	t.Helper()
	trusted := x509.NewCertPool()
	trusted.AddCert(certificate.Leaf)
	_, err := certificate.Leaf.Verify(x509.VerifyOptions{
		Roots: trusted, CurrentTime: certificate.Leaf.NotBefore, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		t.Errorf("a backend does not trust it: %v", err)
	}
}

func filesUnder(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	files := map[string]fs.FileInfo{}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = info
	}
	return files
}
