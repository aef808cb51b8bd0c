package lambda

import (
	"encoding/json"
	"fmt"
	"time"
)

// An answer is how one invocation ended.
type answer struct {
	Response
	err error
}

// A fault is what Lambda answers for a function that did not answer for itself.
// Recorded on AWS: {"errorType":"Sandbox.Timedout","errorMessage":"RequestId:
// f83d… Error: Task timed out after 3.00 seconds"}, in this order of keys.
type fault struct {
	Type    string `json:"errorType"`
	Message string `json:"errorMessage"`
}

// answer is the fault as a caller gets it. AWS says Unhandled of everything that
// goes through the Runtime API, also of what a handler threw.
func (f fault) answer() answer {
	payload, err := json.Marshal(f)
	return answer{Response{FunctionError: "Unhandled", Payload: payload}, err}
}

func timedOut(id string, after time.Duration) answer {
	return fault{"Sandbox.Timedout", fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", id, after.Seconds())}.answer()
}

// exited is for a process that ended before it had answered.
func exited(id string, err error) answer {
	why := "Runtime exited without providing a reason"
	if err != nil {
		why = "Runtime exited with error: " + err.Error()
	}
	return fault{"Runtime.ExitError", "RequestId: " + id + " Error: " + why}.answer()
}

// notStarted is for a process that never was.
func notStarted(id string, err error) answer {
	return fault{"Runtime.InvalidEntrypoint", "RequestId: " + id + " Error: " + err.Error()}.answer()
}

func tooLarge(most int) answer {
	return fault{"Function.ResponseSizeTooLarge", fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", most)}.answer()
}
