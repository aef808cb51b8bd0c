package lambda_test

import (
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reel/http/lambda"
)

// python opens the handler of a module given as text.
func python(t testing.TB, o lambda.Options, text string) *lambda.Functions {
	t.Helper()
	need(t, "python3")
	return open(t, o, "fn="+write(t, "app.py", text)+":handler")
}

func TestPythonHandlers(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"event", "def handler(event, context):\n    return {'got': event}", `{"got": {"a": "ä"}}`},
		{"nothing", "def handler(event, context):\n    pass", `null`},
		{"argv", "import sys\ndef handler(event, context):\n    return [a.rsplit('/', 1)[-1] for a in sys.argv]", `["app.py"]`},
		{"module name", "def handler(event, context):\n    return __name__", `"app"`},
		{"dotted", "class Api:\n    def get(self, event, context):\n        return 1\nhandler = Api().get", `1`},
		{"folder", "import os\ndef handler(event, context):\n    return os.path.exists('app.py')", `true`},
		{"trace id and execution environment", "import os, re\ndef handler(event, context):\n    return [os.environ['_X_AMZN_TRACE_ID'], re.sub(r'\\d+', 'N', os.environ['AWS_EXECUTION_ENV']), os.environ['_HANDLER']]",
			`["Root=1-2-3", "AWS_Lambda_pythonN.N", "app.handler"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := python(t, lambda.Options{}, tt.text)
			for range 2 {
				r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Payload: []byte(`{"a":"ä"}`), TraceID: "Root=1-2-3"})
				if err != nil || r.FunctionError != "" || string(r.Payload) != tt.want {
					t.Errorf("got %s %s, %v; want %s", r.FunctionError, r.Payload, err, tt.want)
				}
			}
		})
	}
}

func TestPythonContext(t *testing.T) {
	f := python(t, lambda.Options{}, `
def handler(event, context):
    return {"name": context.function_name, "version": context.function_version, "memory": context.memory_limit_in_mb,
            "id": context.aws_request_id, "arn": context.invoked_function_arn, "group": context.log_group_name,
            "stream": context.log_stream_name, "left": context.get_remaining_time_in_millis(),
            "who": context.client_context.custom["who"], "title": context.client_context.client.app_title,
            "identity": context.identity.cognito_identity_id, "tenant": context.tenant_id}
`)
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn:live", RequestID: "r-1", Timeout: 9 * time.Second,
		ClientContext: base64.StdEncoding.EncodeToString([]byte(`{"custom":{"who":"me"},"client":{"app_title":"T"}}`))})
	if err != nil || r.FunctionError != "" {
		t.Fatalf("%s, %v", r.Payload, err)
	}
	got := decode[m](t, r.Payload)
	if left := got["left"].(float64); left <= 0 || left > 9000 {
		t.Errorf("%v ms left of 9000", left)
	}
	for name, want := range map[string]any{
		"name": "fn", "version": "$LATEST", "memory": "128", "id": "r-1", "arn": "arn:aws:lambda:us-east-1:000000000000:function:fn:live",
		"group": "/aws/lambda/fn", "who": "me", "title": "T", "identity": nil, "tenant": nil,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
}

func TestPythonFailures(t *testing.T) {
	tests := []struct{ name, text, kind, message, trace string }{
		{"raises", "def handler(event, context):\n    raise ValueError('boom')", "ValueError", "boom", "raise ValueError('boom')"},
		{"own error", "class Own(Exception):\n    pass\ndef handler(event, context):\n    raise Own('boom')", "Own", "boom", "in handler"},
		{"cannot be marshalled", "def handler(event, context):\n    return object()", "Runtime.MarshalError", "Unable to marshal response: Object of type object is not JSON serializable", "[]"},
		{"exits", "import sys\ndef handler(event, context):\n    sys.exit(7)", "Runtime.ExitError", "RequestId: r-1 Error: Runtime exited with error: exit status 7", ""},
		{"syntax error", "def handler(event, context:\n", "Runtime.UserCodeSyntaxError", "Syntax error in module 'app': ", "app.py"},
		{"missing handler", "def other(event, context):\n    pass", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'", "[]"},
		{"missing import", "import no_such_module", "Runtime.ImportModuleError", "Unable to import module 'app': No module named 'no_such_module'", ""},
		{"raises while loading", "raise RuntimeError('no')", "RuntimeError", "no", "raise RuntimeError('no')"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log journal
			f := python(t, lambda.Options{Log: log.log()}, tt.text)
			for range 2 {
				r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1"})
				if err != nil || r.StatusCode != 200 || r.FunctionError != "Unhandled" {
					t.Fatalf("got %+v %s, %v", r, r.Payload, err)
				}
				doc := decode[m](t, r.Payload)
				if doc["errorType"] != tt.kind || !strings.Contains(fmt.Sprint(doc["errorMessage"]), tt.message) || !strings.Contains(fmt.Sprint(doc["stackTrace"]), tt.trace) {
					t.Errorf("got %s", r.Payload)
				}
				if strings.Contains(string(r.Payload), "<stdin>") {
					t.Errorf("the bootstrap's own frames show: %s", r.Payload)
				}
			}
			if tt.kind != "Runtime.ExitError" && !log.has(tt.kind) {
				t.Errorf("the log does not show it: %s", log.String())
			}
		})
	}
}

func TestPythonErrorDocument(t *testing.T) {
	f := python(t, lambda.Options{}, "def handler(event, context):\n    raise ValueError('böse')")
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1"})
	if err != nil {
		t.Fatal(err)
	}
	doc := decode[m](t, r.Payload)
	trace, _ := doc["stackTrace"].([]any)
	if len(doc) != 4 || doc["errorMessage"] != "böse" || doc["requestId"] != "r-1" || len(trace) != 1 ||
		!strings.HasSuffix(fmt.Sprint(trace[0]), "app.py\", line 2, in handler\n    raise ValueError('böse')\n") {
		t.Errorf("got %s", r.Payload)
	}
}

func TestPythonOutput(t *testing.T) {
	var log journal
	f := python(t, lambda.Options{Log: log.log()}, `
import logging, sys
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print("to out")
    print("to err", file=sys.stderr)
    logging.info("logged")
`)
	call(t, f, m{})
	eventually(t, "its lines are in the log", func() bool {
		return log.has(`msg="to out" function=fn`) && log.has(`msg="to err" function=fn`) && log.has(`msg="[INFO]\tlogged" function=fn`)
	})
}

func TestPythonSourceIsWatched(t *testing.T) {
	need(t, "python3")
	dir := t.TempDir()
	lib := write(t, filepath.Join(dir, "lib.py"), "word = 'one'")
	app := write(t, filepath.Join(dir, "app.py"), "import lib\ndef handler(event, context):\n    return lib.word")
	f := open(t, lambda.Options{}, "fn="+app+":handler")
	if r := call(t, f, m{}); string(r.Payload) != `"one"` {
		t.Fatalf("got %s", r.Payload)
	}
	write(t, lib, "word = 'two, and longer'")
	eventually(t, "the change is seen", func() bool { return string(call(t, f, m{}).Payload) == `"two, and longer"` })
}

func TestPythonInAFolderOfItsOwn(t *testing.T) {
	need(t, "python3")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "pkg", "__init__.py"), "")
	write(t, filepath.Join(dir, "pkg", "words.py"), "word = 'one'")
	app := write(t, filepath.Join(dir, "pkg", "app.py"), "import os\nfrom pkg.words import word\ndef handler(event, context):\n    return [word, os.listdir('.'), os.environ['LAMBDA_TASK_ROOT']]")
	f := open(t, lambda.Options{})
	if err := f.Add(lambda.Spec{Name: lambda.Name{Function: "fn"}, File: app, Handler: "handler", Dir: dir}); err != nil {
		t.Fatal(err)
	}
	if r := call(t, f, m{}); string(r.Payload) != `["one", ["pkg"], "`+dir+`"]` {
		t.Errorf("got %s", r.Payload)
	}
}
