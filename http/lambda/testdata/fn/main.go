// Fn is a function that does as its event says. It serves the tests of package
// lambda, through aws-lambda-go or, in its other modes, without it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

// A task is what an event asks for. What is set is done, in this order.
type task struct {
	Print []string // written to the standard output, one line each
	Write string   // written as it is
	Call  string   // a URL to GET before anything else happens
	Child bool     // starts a process that outlives the call
	Exit  *int     // ends the process
	Panic string
	Error string
	Size  int      // answers with so many bytes
	Env   []string // answers with these variables
	Posts []post   // raw mode: sent to the Runtime API before the answer
}

// A post is a request to the Runtime API; {id} in its path is the invocation's.
type post struct {
	Method, Path, Body string
	Header             map[string]string
	Trailer            map[string]string
	Size               int // instead of Body
}

type result struct {
	Pid      int
	Child    int
	Event    json.RawMessage
	Context  *lambdacontext.LambdaContext
	TraceID  any
	Deadline int64
	Env      map[string]string
	Filler   string
	Statuses []int
	Answers  []string
}

func main() {
	mode := strings.Join(os.Args[1:], " ")
	switch mode {
	case "exit":
		fmt.Println("cannot go on")
		os.Exit(3)
	case "clean":
	case "silent":
		time.Sleep(time.Hour)
	case "initerror":
		send(post{Method: "POST", Path: "init/error", Body: `{"errorType":"Fn.NoGood","errorMessage":"it is no good"}`}, "")
		os.Exit(1)
	case "raw":
		raw()
	case "stubborn":
		signal.Ignore(syscall.SIGTERM)
		lambda.Start(handle)
	default:
		lambda.Start(handle)
	}
}

func handle(ctx context.Context, event json.RawMessage) (result, error) {
	var t task
	json.Unmarshal(event, &t) // an event of another shape asks for nothing
	lc, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	r := result{Pid: os.Getpid(), Event: event, Context: lc, TraceID: ctx.Value("x-amzn-trace-id"), Deadline: deadline.UnixMilli()}
	err := t.do(&r)
	return r, err
}

func (t task) do(r *result) error {
	for _, line := range t.Print {
		fmt.Println(line)
	}
	fmt.Print(t.Write)
	if t.Call != "" {
		if _, err := http.Get(t.Call); err != nil {
			return err
		}
	}
	if t.Child {
		child := exec.Command(os.Args[0], "silent")
		if err := child.Start(); err != nil {
			return err
		}
		r.Child = child.Process.Pid
	}
	if t.Exit != nil {
		os.Exit(*t.Exit)
	}
	if t.Panic != "" {
		panic(t.Panic)
	}
	if t.Error != "" {
		return errors.New(t.Error)
	}
	r.Filler = strings.Repeat("x", t.Size)
	for _, name := range t.Env {
		if r.Env == nil {
			r.Env = map[string]string{}
		}
		r.Env[name] = os.Getenv(name)
	}
	return nil
}

// raw speaks the Runtime API by hand, so that it can do it wrong.
func raw() {
	for {
		status, header, body := send(post{Method: "GET", Path: "invocation/next"}, "")
		if status != 200 {
			log.Fatal(string(body))
		}
		id := header.Get("Lambda-Runtime-Aws-Request-Id")
		var t task
		json.Unmarshal(body, &t)
		r := result{Pid: os.Getpid()}
		for _, p := range t.Posts {
			status, _, body := send(p, id)
			r.Statuses = append(r.Statuses, status)
			r.Answers = append(r.Answers, string(body))
		}
		out, _ := json.Marshal(r)
		send(post{Method: "POST", Path: "invocation/{id}/response", Body: string(out)}, id)
	}
}

func send(p post, id string) (int, http.Header, []byte) {
	body := []byte(p.Body)
	if p.Size > 0 {
		body = bytes.Repeat([]byte("x"), p.Size)
	}
	url := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/" + strings.ReplaceAll(p.Path, "{id}", id)
	r, err := http.NewRequest(p.Method, url, io.MultiReader(bytes.NewReader(body)))
	if err != nil {
		log.Fatal(err)
	}
	for name, value := range p.Header {
		r.Header.Set(name, value)
	}
	r.Trailer = http.Header{}
	for name, value := range p.Trailer {
		r.Trailer.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	return resp.StatusCode, resp.Header, answer
}
