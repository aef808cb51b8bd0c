package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain gives the scripts reel itself, a client that needs nothing but Go,
// and a function built with aws-lambda-go.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"reel":           main,
		"call":           call,
		"hello-function": func() { lambda.Start(hello) },
		"chat-function":  func() { lambda.Start(chat) },
		"say":            say,
	})
}

// call METHOD PATH [BODY] [MEMBER] asks the emulator at AWS_ENDPOINT_URL and prints
// the answer, or one member of it. It fails when the answer is no success.
func call() {
	args := append(os.Args[1:], "", "")
	q, err := http.NewRequest(args[0], os.Getenv("AWS_ENDPOINT_URL")+os.ExpandEnv(args[1]), strings.NewReader(args[2]))
	if err != nil {
		fatal(err)
	}
	resp, err := http.DefaultClient.Do(q)
	if err != nil {
		fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		fatal(err)
	}
	if args[3] != "" {
		var members map[string]any
		if err := json.Unmarshal(body, &members); err != nil {
			fatal(err)
		}
		body = fmt.Appendln(nil, members[args[3]])
	}
	os.Stdout.Write(body)
	if resp.StatusCode >= 300 {
		fatal(resp.Status)
	}
}

// say URL MESSAGE… opens a WebSocket, sends each message and prints the answer to
// it, then has what is on its input, a command, run for the connection that the
// first word of the last answer names, and prints what the connection hears of it.
func say() {
	conn, _, _, err := ws.Dial(context.Background(), os.Args[1])
	if err != nil {
		fatal(err)
	}
	var heard string
	for _, message := range os.Args[2:] {
		if err := wsutil.WriteClientText(conn, []byte(message)); err != nil {
			fatal(err)
		}
		heard = hear(conn)
	}
	id, _, _ := strings.Cut(heard, " ")
	command := exec.Command("sh", "-e")
	command.Env = append(os.Environ(), "CONNECTION_ID="+id)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		fatal(err)
	}
	for {
		answer, err := wsutil.ReadServerText(conn)
		if closed, ok := errors.AsType[wsutil.ClosedError](err); ok {
			fmt.Println("closed", int(closed.Code))
			break
		}
		if err != nil {
			fatal(err)
		}
		fmt.Println("heard", string(answer))
	}
	if err := command.Wait(); err != nil {
		fatal(err)
	}
}

// hear prints the next message on a connection.
func hear(conn io.ReadWriter) string {
	answer, err := wsutil.ReadServerText(conn)
	if err != nil {
		fatal(err)
	}
	fmt.Println("heard", string(answer))
	return string(answer)
}

func fatal(v any) {
	fmt.Fprintln(os.Stderr, v)
	os.Exit(1)
}

func hello(_ context.Context, e events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	return events.APIGatewayProxyResponse{StatusCode: 200, Body: "hello from " + e.Path}, nil
}

func chat(_ context.Context, e events.APIGatewayWebsocketProxyRequest) (events.APIGatewayProxyResponse, error) {
	return events.APIGatewayProxyResponse{StatusCode: 200, Body: e.RequestContext.ConnectionID + " said " + e.Body}, nil
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
		Condition: func(name string) (bool, error) {
			command, ok := strings.CutPrefix(name, "has:")
			if !ok {
				return false, fmt.Errorf("no condition %s", name)
			}
			_, err := exec.LookPath(command)
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"change": change},
	})
}

// change FILE OLD NEW replaces text in a file, which must be there.
func change(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: change FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	was, err := os.ReadFile(name)
	ts.Check(err)
	now := bytes.Replace(was, []byte(args[1]), []byte(args[2]), 1)
	if bytes.Equal(was, now) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, now, 0o644))
}
