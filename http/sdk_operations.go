package http

import (
	"net/http"
	"time"

	"reel/http/sdk"
	"reel/projections"
)

var sdkOperations = operations{
	"GetSdk":      sdkRow(),
	"GetSdkType":  read(projections.World.GetSdkType),
	"GetSdkTypes": list(projections.World.GetSdkTypes),
}

func sdkRow() row {
	r := read(projections.World.GetSdk)
	r.show = showSdk
	return r
}

// An sdkAnswer is what GetSdk answers: the client's files in a zip file.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdk.html.
type sdkAnswer struct {
	Body               []byte `json:"body"`
	ContentDisposition string `json:"contentDisposition"`
	ContentType        string `json:"contentType"`
}

// showSdk is the client of a stage, which calls it at the host that this request
// came to. It is as old as the stage's deployment, so that asking twice gives the
// same bytes.
func showSdk(q *http.Request, noun any) any {
	st, ok := noun.(projections.Stage)
	if !ok {
		return noun
	}
	made := time.Unix(st.DeployedAt(), 0).UTC()
	scheme := "http"
	if q.TLS != nil {
		scheme = "https"
	}
	invoke := scheme + "://" + q.Host + "/execute-api/" + st.RestApiId + "/" + st.StageName
	return sdkAnswer{
		Body:               sdk.JavaScript(st.Tree(), invoke, made),
		ContentDisposition: `attachment; filename="javascript_` + made.Format("2006-01-02_15-04Z") + `.zip"`,
		ContentType:        "application/octet-stream",
	}
}
