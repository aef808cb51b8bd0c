package decide

import (
	"bytes"
	"encoding/json"
	"strings"

	"reel/events"
	"reel/projections"
)

// maxPolicy is the length of a resource policy in characters:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const maxPolicy = 8192

// escapePolicy is a policy as AWS keeps and shows it: compact, the short form of
// an API's own resources (execute-api:/stage/VERB/path) made a whole ARN, and its
// quotes escaped once more, which clients undo.
func escapePolicy(w projections.World, apiID, document string) (string, error) {
	compact, err := compactPolicy(document)
	if err != nil {
		return "", err
	}
	whole := strings.ReplaceAll(compact, `"execute-api:/`, `"arn:aws:execute-api:`+w.Region+`:`+w.Account+`:`+apiID+`/`)
	if err := checkPolicySize(whole); err != nil {
		return "", err
	}
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(whole), nil
}

// compactPolicy is a policy without blanks; what is none is refused.
func compactPolicy(document string) (string, error) {
	if document == "" {
		return "", nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(document), &members); err != nil || members["Statement"] == nil {
		return "", events.Refuse(events.BadRequest, "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.")
	}
	var compact bytes.Buffer
	err := json.Compact(&compact, []byte(document))
	return compact.String(), err
}

func checkPolicySize(policy string) error {
	if len(policy) > maxPolicy {
		return events.Refuse(events.BadRequest, "Invalid policy document. The policy exceeds the maximum size of %d characters.", maxPolicy)
	}
	return nil
}
