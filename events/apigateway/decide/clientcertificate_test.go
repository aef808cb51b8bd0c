package decide_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

func TestGenerateClientCertificate(t *testing.T) {
	key := clientKey(t)
	env := events.NewEnv(recordedAt(1), seed, 1)
	e, err := decide.GenerateClientCertificate(key)(env, projections.World{}, apigateway.GenerateClientCertificate{Description: new("d")})
	if err != nil {
		t.Fatal(err)
	}
	made := e.(apigateway.ClientCertificateGenerated).ClientCertificate
	if made.CreatedDate != 1767225601 || made.ExpirationDate != 1767225601+365*24*60*60 || made.Description != "d" {
		t.Errorf("dates %d and %d, description %q", made.CreatedDate, made.ExpirationDate, made.Description)
	}
	block, rest := pem.Decode([]byte(made.PemEncodedCertificate))
	if block == nil || block.Type != "CERTIFICATE" || len(rest) > 0 {
		t.Fatalf("not one certificate in PEM: %s", made.PemEncodedCertificate)
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if err := leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature); err != nil {
		t.Errorf("it is not signed by itself: %v", err)
	}
	if public, ok := leaf.PublicKey.(*rsa.PublicKey); !ok || !public.Equal(&key.PublicKey) {
		t.Error("it is of another key")
	}
	if got, want := leaf.Subject.String(), "CN=ApiGateway,O=Amazon.com,L=Seattle,ST=Washington,C=US"; got != want {
		t.Errorf("subject %s, want %s", got, want)
	}
	if !leaf.NotBefore.Equal(recordedAt(1)) || !leaf.NotAfter.Equal(time.Unix(made.ExpirationDate, 0)) {
		t.Errorf("good from %v to %v", leaf.NotBefore, leaf.NotAfter)
	}
}

func TestGenerateClientCertificateRefusesBadTags(t *testing.T) {
	e, err := decide.GenerateClientCertificate(clientKey(t))(events.NewEnv(recordedAt(1), seed, 1), projections.World{},
		apigateway.GenerateClientCertificate{Tags: map[string]string{"": ""}})
	if got, want := refusal(err), "BadRequestException: Invalid tag key specified. A key has 1 to 128 characters."; got != want || e != nil {
		t.Errorf("got %q and %v, want %q", got, e, want)
	}
}

func TestUpdateClientCertificate(t *testing.T) {
	of := func(id string, parts ...string) apigateway.UpdateClientCertificate {
		return apigateway.UpdateClientCertificate{ClientCertificateId: id, PatchOperations: patch(parts...)}
	}
	was := func(w projections.World) any { c, _ := w.ClientCertificate("uoldxu"); return c }
	noun := func(e events.Event) any { return e.(apigateway.ClientCertificateUpdated).ClientCertificate }
	changes(t, "account", 6, decide.UpdateClientCertificate, was, noun, []change[apigateway.UpdateClientCertificate]{
		{"description", of("uoldxu", "replace", "/description", "other"), `{"description":"other"}`, ""},
		{"no description", of("uoldxu", "replace", "/description", ""), `{"description":null}`, ""},
		{"add", of("uoldxu", "add", "/description", "x"), "", "BadRequestException: Invalid patch path  '/description' specified for op 'add'. Must be one of: []"},
		{"another certificate", of("uoldxu", "replace", "/pemEncodedCertificate", "x"), "", "BadRequestException: Invalid patch path  '/pemEncodedCertificate' specified for op 'replace'. Must be one of: [/description]"},
		{"unknown", of("none"), "", "NotFoundException: Invalid Client Certificate identifier specified"},
	})
}

func TestDeleteClientCertificate(t *testing.T) {
	of := func(id string) apigateway.DeleteClientCertificate {
		return apigateway.DeleteClientCertificate{ClientCertificateId: id}
	}
	decides(t, decide.DeleteClientCertificate, []test[apigateway.DeleteClientCertificate]{
		{name: "before a stage shows it", given: "account", at: 10, when: of("uoldxu"), then: `{"clientCertificateId":"uoldxu"}`},
		{name: "while a stage shows it", given: "account", at: 11, when: of("uoldxu"), refused: "ConflictException: Client certificate uoldxu is in use by stage prod of RestApi account001"},
		{name: "after the stage has gone", given: "account", at: 13, when: of("uoldxu"), then: `{"clientCertificateId":"uoldxu"}`},
		{name: "unknown", when: of("none"), refused: "NotFoundException: Invalid Client Certificate identifier specified"},
	})
}

// A stage may show a certificate that is there, and, once it does, be patched
// whatever became of it.
func TestUpdateStageClientCertificate(t *testing.T) {
	of := func(id string) apigateway.UpdateStage {
		return apigateway.UpdateStage{RestApiId: accountApi, StageName: "prod", PatchOperations: patch("replace", "/clientCertificateId", id)}
	}
	was := func(w projections.World) any { s, _ := w.Stage(accountApi, "prod"); return s.Stage }
	noun := func(e events.Event) any { return e.(apigateway.StageUpdated).Stage }
	changes(t, "account", 10, decide.UpdateStage, was, noun, []change[apigateway.UpdateStage]{
		{"one that is there", of("uoldxu"), `{"clientCertificateId":"uoldxu","lastUpdatedDate":1767225611}`, ""},
		{"one that is not", of("none"), "", "NotFoundException: Invalid Client Certificate identifier specified"},
		{"none", of(""), `{"lastUpdatedDate":1767225611}`, ""},
	})
}
