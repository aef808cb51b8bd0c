package lambda_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reel/http/lambda"
)

// node opens the handler of a module given as text; file's extension says its kind.
func node(t testing.TB, o lambda.Options, file, text string) *lambda.Functions {
	t.Helper()
	need(t, "node")
	return open(t, o, "fn="+write(t, file, text)+":handler")
}

func TestNodeHandlers(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"async in a module", "app.mjs", `export const handler = async (event) => ({ got: event })`, `{"got":{"a":"ä"}}`},
		{"async in CommonJS", "app.cjs", `exports.handler = async (event) => ({ got: event })`, `{"got":{"a":"ä"}}`},
		{".js is CommonJS", "app.js", `module.exports.handler = async () => typeof require`, `"function"`},
		{"callback", "app.js", `exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.a), 1)`, `"ä"`},
		{"callback at once", "app.js", `exports.handler = (event, context, callback) => callback(null, 1)`, `1`},
		{"callback waits for the event loop", "app.js",
			`let done = 'no'; exports.handler = (event, context, callback) => { setTimeout(() => { done = 'yes' }, 30); callback(null, { get done() { return done } }) }`, `{"done":"yes"}`},
		{"callback does not wait if told so", "app.js",
			`let done = 'no'; exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => { done = 'yes' }, 10000); callback(null, { get done() { return done } }) }`, `{"done":"no"}`},
		{"no callback ever", "app.js", `exports.handler = () => {}`, `null`},
		{"a promise that never settles", "app.mjs", `export const handler = () => new Promise(() => {})`, `null`},
		{"undefined", "app.mjs", `export const handler = async () => {}`, `null`},
		{"a function", "app.mjs", `export const handler = async () => () => 1`, `null`},
		{"context.succeed", "app.js", `exports.handler = (event, context) => context.succeed('ok')`, `"ok"`},
		{"context.done", "app.js", `exports.handler = (event, context) => context.done(null, 'ok')`, `"ok"`},
		{"top-level await", "app.mjs", `const x = await Promise.resolve(3); export const handler = async () => x`, `3`},
		{"imports beside it", "app.mjs", `import { readFileSync } from 'node:fs'; export const handler = async () => readFileSync('app.mjs', 'utf8').length > 0`, `true`},
		{"trace id and execution environment", "app.mjs",
			`export const handler = async () => [process.env._X_AMZN_TRACE_ID, process.env.AWS_EXECUTION_ENV.replace(/\d+/, 'N'), process.env._HANDLER]`,
			`["Root=1-2-3","AWS_Lambda_nodejsN.x","app.handler"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := node(t, lambda.Options{}, tt.file, tt.text)
			for range 2 { // cold and warm
				r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Payload: []byte(`{"a":"ä"}`), TraceID: "Root=1-2-3"})
				if err != nil || r.FunctionError != "" || string(r.Payload) != tt.want {
					t.Errorf("got %s %s, %v; want %s", r.FunctionError, r.Payload, err, tt.want)
				}
			}
		})
	}
}

func TestNodeModuleKindFollowsPackageJSON(t *testing.T) {
	need(t, "node")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "package.json"), `{"type": "module"}`)
	write(t, filepath.Join(dir, "src", "lib.js"), `export default 'from lib'`)
	write(t, filepath.Join(dir, "src", "app.js"), `import lib from './lib.js'; export const api = { get: async () => lib }`)
	f := open(t, lambda.Options{}, "fn="+filepath.Join(dir, "src", "app.js")+":api.get")
	if r := call(t, f, m{}); string(r.Payload) != `"from lib"` {
		t.Errorf("got %s", r.Payload)
	}
}

func TestNodeContext(t *testing.T) {
	f := node(t, lambda.Options{}, "app.mjs", `export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`)
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn:live", RequestID: "r-1", Timeout: 9 * time.Second,
		ClientContext: base64.StdEncoding.EncodeToString([]byte(`{"custom":{"who":"me"}}`))})
	if err != nil {
		t.Fatal(err)
	}
	got := decode[m](t, r.Payload)
	if left := got["left"].(float64); left <= 0 || left > 9000 {
		t.Errorf("%v ms left of 9000", left)
	}
	for name, want := range map[string]any{
		"functionName": "fn", "functionVersion": "$LATEST", "memoryLimitInMB": "128", "awsRequestId": "r-1",
		"invokedFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:fn:live", "logGroupName": "/aws/lambda/fn",
		"callbackWaitsForEmptyEventLoop": true, "clientContext": m{"custom": m{"who": "me"}},
	} {
		if fmt.Sprint(got[name]) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if stream, _ := got["logStreamName"].(string); !strings.Contains(stream, "[$LATEST]") {
		t.Errorf("logStreamName is %q", stream)
	}
}

func TestNodeFailures(t *testing.T) {
	tests := []struct{ name, file, text, kind, message, trace string }{
		{"throws", "app.mjs", `export const handler = async () => { throw new TypeError('boom') }`, "TypeError", "boom", "handler"},
		{"throws at once", "app.js", `exports.handler = () => { throw new Error('boom') }`, "Error", "boom", "exports.handler"},
		{"own error", "app.mjs", `class Own extends Error { name = 'Own' }; export const handler = async () => { throw new Own('boom') }`, "Own", "boom", "handler"},
		{"rejects with a string", "app.mjs", `export const handler = async () => { throw 'boom' }`, "string", "boom", ""},
		{"callback error", "app.js", `exports.handler = (e, c, callback) => callback(new Error('boom'))`, "Error", "boom", "exports.handler"},
		{"callback string", "app.js", `exports.handler = (e, c, callback) => callback('boom')`, "string", "boom", ""},
		{"context.fail", "app.js", `exports.handler = (e, context) => context.fail(new Error('boom'))`, "Error", "boom", "exports.handler"},
		{"uncaught", "app.mjs", `export const handler = () => new Promise(() => setImmediate(() => { throw new Error('boom') }))`, "Error", "boom", "Immediate"},
		{"unhandled rejection", "app.mjs", `export const handler = () => new Promise(() => { Promise.reject(new Error('boom')) })`, "Runtime.UnhandledPromiseRejection", "Error: boom", "handler"},
		{"cannot be stringified", "app.mjs", `export const handler = async () => 1n`, "Runtime.MarshalError", "Unable to stringify response body", "BigInt"},
		{"exits", "app.mjs", `export const handler = async () => process.exit(7)`, "Runtime.ExitError", "RequestId: r-1 Error: Runtime exited with error: exit status 7", ""},
		{"syntax error", "app.mjs", `export const handler = async () => {`, "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input", "SyntaxError"},
		{"syntax error in CommonJS", "app.cjs", `exports.handler = (`, "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input", "app.cjs:1"},
		{"not exported", "app.mjs", `export const other = 1`, "Runtime.HandlerNotFound", "app.handler is undefined or not exported", "Runtime.HandlerNotFound"},
		{"not a function", "app.js", `exports.handler = {}`, "Runtime.HandlerNotFound", "app.handler is not a function", "Runtime.HandlerNotFound"},
		{"missing import", "app.mjs", `import 'no-such-package'; export const handler = 1`, "Runtime.ImportModuleError", "Cannot find package 'no-such-package'", "app.mjs"},
		{"missing require", "app.js", `require('no-such-package')`, "Runtime.ImportModuleError", "Error: Cannot find module 'no-such-package'", "app.js"},
		{"throws while loading", "app.mjs", `throw new RangeError('no')`, "RangeError", "no", "app.mjs"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log journal
			f := node(t, lambda.Options{Log: log.log()}, tt.file, tt.text)
			for range 2 {
				r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1"})
				if err != nil || r.StatusCode != 200 || r.FunctionError != "Unhandled" {
					t.Fatalf("got %+v %s, %v", r, r.Payload, err)
				}
				doc := decode[m](t, r.Payload)
				if doc["errorType"] != tt.kind || !strings.Contains(fmt.Sprint(doc["errorMessage"]), tt.message) || !strings.Contains(fmt.Sprint(doc["trace"]), tt.trace) {
					t.Errorf("got %s", r.Payload)
				}
			}
			if tt.kind != "Runtime.ExitError" && !log.has(tt.kind) {
				t.Errorf("the log does not show it: %s", log.String())
			}
			if tt.kind == "Runtime.UserCodeSyntaxError" && !log.has(tt.file+":1") {
				t.Errorf("the log does not show where: %s", log.String())
			}
		})
	}
}

func TestNodeErrorKeepsTheProcess(t *testing.T) {
	f := node(t, lambda.Options{}, "app.mjs", `let calls = 0; export const handler = async (event) => { calls++; if (event.fail) throw new Error('boom'); return calls }`)
	call(t, f, m{"fail": true})
	if r := call(t, f, m{}); string(r.Payload) != "2" {
		t.Errorf("got %s, want 2", r.Payload)
	}
}

func TestNodeOutput(t *testing.T) {
	var log journal
	f := node(t, lambda.Options{Log: log.log()}, "app.mjs", `export const handler = async () => { console.log('to out\nand more'); console.error('to err') }`)
	call(t, f, m{})
	eventually(t, "its lines are in the log", func() bool {
		return log.has(`msg="to out" function=fn`) && log.has(`msg="and more" function=fn`) && log.has(`msg="to err" function=fn`)
	})
}

func TestNodeStreams(t *testing.T) {
	const text = `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
		if (event.early) throw new Error('early');
		stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
		stream.write('hello ');
		await new Promise((resolve) => setTimeout(resolve, 1));
		if (event.late) throw new Error('late');
		stream.end(context.functionName);
	})`
	f := node(t, lambda.Options{}, "app.mjs", text)
	for range 2 {
		r := call(t, f, m{})
		if !r.Streamed || r.ContentType != "application/vnd.awslambda.http-integration-response" || string(r.Payload) != `{"statusCode":201}`+strings.Repeat("\x00", 8)+"hello fn" {
			t.Errorf("got %+v %q", r, r.Payload)
		}
	}
	for _, when := range []string{"early", "late"} {
		r := call(t, f, m{when: true})
		if doc := decode[m](t, r.Payload); r.FunctionError != "Unhandled" || doc["errorMessage"] != when {
			t.Errorf("%s: got %s %s", when, r.FunctionError, r.Payload)
		}
	}
	if r := call(t, f, m{}); r.FunctionError != "" {
		t.Errorf("after failures: %s", r.Payload)
	}
}

func TestNodeSourceIsWatched(t *testing.T) {
	need(t, "node")
	dir := t.TempDir()
	lib := filepath.Join(dir, "deep", "lib.mjs")
	write(t, lib, `export default 'one'`)
	app := write(t, filepath.Join(dir, "app.mjs"), `import lib from './deep/lib.mjs'; export const handler = async () => lib + process.pid`)
	f := open(t, lambda.Options{}, "fn="+app+":handler")
	first := string(call(t, f, m{}).Payload)

	write(t, filepath.Join(dir, "data.json"), `{}`)
	write(t, filepath.Join(dir, "node_modules", "x", "index.js"), ``)
	if got := string(call(t, f, m{}).Payload); got != first {
		t.Errorf("files that are not its source restarted the function: %s after %s", got, first)
	}
	write(t, lib, `export default 'two'`)
	eventually(t, "the change is seen", func() bool { return strings.HasPrefix(string(call(t, f, m{}).Payload), `"two`) })
	write(t, app, `export const handler = async () => {`)
	eventually(t, "a mistake is seen", func() bool { return call(t, f, m{}).FunctionError != "" })
	write(t, app, `export const handler = async () => 'mended'`)
	eventually(t, "its correction is seen", func() bool { return string(call(t, f, m{}).Payload) == `"mended"` })
}

// A cold start takes at most half a second, or, on a machine that is busy with
// other things, little more than node itself takes meanwhile.
func TestNodeStartsFast(t *testing.T) {
	need(t, "node")
	if testing.Short() {
		t.Skip("bound by time")
	}
	took, bare := time.Hour, time.Hour
	for range 10 {
		f := node(t, lambda.Options{}, "app.mjs", `export const handler = async () => 1`)
		begun := time.Now()
		call(t, f, m{})
		took = min(took, time.Since(begun))
		f.Close(context.Background())
		begun = time.Now()
		if err := exec.Command("node", "-e", "0").Run(); err != nil {
			t.Fatal(err)
		}
		if bare = min(bare, time.Since(begun)); took <= 500*time.Millisecond {
			return
		}
	}
	if t.Logf("a cold start took %v at best, node alone %v", took, bare); took > 5*bare {
		t.Error("want at most half a second")
	}
}
