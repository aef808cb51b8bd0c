package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"reel/cmd/emulator"
)

// defaultURL is where reel serve listens unless it is told otherwise.
const defaultURL = "http://localhost:4566"

type exportCmd struct {
	Out     string `arg:"" name:"OUT.jsonl" help:"The stream file to write; - is the standard output."`
	URL     string `name:"url" placeholder:"URL" help:"A running reel (default http://localhost:4566)."`
	Traffic bool   `help:"Write what was recorded of traffic and reads, too."`
	Data    string `placeholder:"DIR" type:"existingdir" help:"A data folder that no reel is using."`
}

// Run writes a stream file of what a reel remembers.
func (c exportCmd) Run(ctx context.Context) error {
	if c.Data != "" && c.URL != "" {
		return fmt.Errorf("--url is a running reel and --data a folder: give one of them")
	}
	if c.Data != "" {
		return writeFile(c.Out, func(w io.Writer) error { return emulator.ExportFolder(ctx, c.Data, w, c.Traffic) })
	}
	page := "/_reel/export"
	if c.Traffic {
		page += "?traffic=true"
	}
	body, err := fetch(ctx, c.URL, page)
	if err != nil {
		return err
	}
	defer body.Close()
	return writeFile(c.Out, func(w io.Writer) error {
		_, err := io.Copy(w, body)
		return err
	})
}

// fetch reads a page of a running reel.
func fetch(ctx context.Context, url, page string) (io.ReadCloser, error) {
	if url == "" {
		url = defaultURL
	}
	if !strings.Contains(url, "://") {
		url = "http://" + url
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(url, "/")+page, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(q)
	if err != nil {
		return nil, fmt.Errorf("no reel answers at %s: %w", url, err)
	}
	if resp.StatusCode != http.StatusOK {
		words, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
		resp.Body.Close()
		return nil, fmt.Errorf("%s answered %s: %s", q.URL, resp.Status, strings.TrimSpace(string(words)))
	}
	return resp.Body, nil
}

// opened is a file, or the history of a running reel when the name is a URL or
// there is no name.
func opened(ctx context.Context, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	if name != "" && !strings.Contains(name, "://") {
		return os.Open(name)
	}
	return fetch(ctx, name, "/_reel/export")
}
