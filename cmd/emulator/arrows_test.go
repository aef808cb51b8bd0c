package emulator_test

import (
	"os/exec"
	"strings"
	"testing"
)

// rooms are the packages of the module and what each may import of it, by
// prefix. A package belongs to its longest prefix here. Nothing else may knock.
var rooms = map[string][]string{
	"reel/cmd":               {"reel/"},
	"reel/http":              {"reel/http", "reel/events", "reel/projections", "reel/replay"},
	"reel/http/gateway":      {"reel/http/gateway", "reel/http/vtl", "reel/http/lambda", "reel/projections", "reel/events"},
	"reel/http/vtl":          {"reel/http/vtl"},
	"reel/http/lambda":       {"reel/http/lambda"},
	"reel/http/restjson":     {"reel/http/restjson", "reel/events"},
	"reel/ws":                {"reel/ws", "reel/http/gateway", "reel/projections", "reel/events"},
	"reel/replay":            {"reel/replay", "reel/projections", "reel/events"},
	"reel/projections":       {"reel/projections", "reel/events"},
	"reel/events":            {},
	"reel/events/journal":    {"reel/events"},
	"reel/events/oas":        {"reel/events/document"},
	"reel/events/traffic":    {"reel/events"},
	"reel/events/apigateway": {"reel/events"},
	"reel/events/apigateway/decide": {
		"reel/events", "reel/projections",
	},
	"reel/events/apigatewayv2":        {"reel/events"},
	"reel/events/apigatewayv2/decide": {"reel/events", "reel/projections"},
}

// owners are packages from outside that only one room may import.
var owners = map[string]string{
	"github.com/nats-io/":                 "reel/events/journal",
	"github.com/julienschmidt/httprouter": "reel/http",
	"github.com/gobwas/":                  "reel/ws",
}

func TestPackagesImportOnlyWhatTheirRoomMay(t *testing.T) {
	for _, p := range packages(t) {
		room := roomOf(p.name)
		if room == "" {
			t.Errorf("%s belongs to no room", p.name)
			continue
		}
		for _, imported := range p.imports {
			if strings.HasPrefix(imported, "reel/") && imported != p.name && !allowed(rooms[room], imported) {
				t.Errorf("%s may not import %s", p.name, imported)
			}
			for prefix, owner := range owners {
				if strings.HasPrefix(imported, prefix) && room != owner {
					t.Errorf("%s may not import %s: only %s does", p.name, imported, owner)
				}
			}
		}
	}
}

// Decisions and vocabularies look nothing up in journal or http; journal alone
// may not see vocabularies: rules that prefixes cannot say.
func TestEventsRoomsDoNotLeanOnEachOther(t *testing.T) {
	forbidden := map[string][]string{
		"reel/events/journal":             {"reel/events/apigateway", "reel/events/oas", "reel/events/traffic"},
		"reel/events/apigateway":          {"reel/events/journal", "reel/events/apigatewayv2", "reel/events/traffic"},
		"reel/events/apigatewayv2":        {"reel/events/journal", "reel/events/traffic"},
		"reel/events/apigateway/decide":   {"reel/events/journal", "reel/events/apigatewayv2", "reel/events/traffic"},
		"reel/events/apigatewayv2/decide": {"reel/events/journal", "reel/events/traffic"},
		"reel/projections":                {"reel/events/journal", "reel/events/apigateway/decide", "reel/events/apigatewayv2/decide"},
		"reel/http":                       {"reel/events/journal"},
	}
	for _, p := range packages(t) {
		for _, imported := range p.imports {
			for _, no := range forbidden[roomOf(p.name)] {
				if imported == no || strings.HasPrefix(imported, no+"/") {
					t.Errorf("%s may not import %s", p.name, imported)
				}
			}
		}
	}
}

type goPackage struct {
	name    string
	imports []string
}

func packages(t *testing.T) (all []goPackage) {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		all = append(all, goPackage{fields[0], fields[1:]})
	}
	return all
}

func roomOf(name string) (room string) {
	for prefix := range rooms {
		if (name == prefix || strings.HasPrefix(name, prefix+"/")) && len(prefix) > len(room) {
			room = prefix
		}
	}
	return room
}

func allowed(prefixes []string, imported string) bool {
	for _, prefix := range prefixes {
		if imported == strings.TrimSuffix(prefix, "/") || strings.HasPrefix(imported, strings.TrimSuffix(prefix, "/")+"/") {
			return true
		}
	}
	return false
}
