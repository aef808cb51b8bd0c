package lambda

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// environment is what a process finds, as NAME=value: this process's environment,
// over it what AWS defines for every function
// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), and
// over that what the user asked for. Of a name that comes twice the last counts.
func environment(s Spec, p program, o Options) []string {
	env := os.Environ()
	add := func(vars map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(vars)) {
			env = append(env, name+"="+vars[name])
		}
	}
	add(lambdaVariables(s, p, o))
	add(credentials(o))
	add(o.connections())
	add(o.Env)
	add(s.Env)
	return env
}

func lambdaVariables(s Spec, p program, o Options) map[string]string {
	region := cmp.Or(s.Name.Region, o.Region)
	root := p.dir
	if root == "" {
		root, _ = os.Getwd() // an unknown folder is no reason not to start
	}
	vars := map[string]string{
		"_HANDLER":                        cmp.Or(dotted(s), filepath.Base(p.argv[0])),
		"LAMBDA_TASK_ROOT":                root,
		"LAMBDA_RUNTIME_DIR":              "/var/runtime",
		"AWS_LAMBDA_FUNCTION_NAME":        s.Name.Function,
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": strconv.Itoa(s.MemoryMB),
		"AWS_LAMBDA_LOG_GROUP_NAME":       "/aws/lambda/" + s.Name.Function,
		"AWS_LAMBDA_LOG_STREAM_NAME":      fmt.Sprintf("%s/[$LATEST]%016x%016x", time.Now().UTC().Format("2006/01/02"), rand.Uint64(), rand.Uint64()),
		"AWS_LAMBDA_INITIALIZATION_TYPE":  "on-demand",
		"AWS_REGION":                      region,
		"AWS_DEFAULT_REGION":              region,
		"AWS_XRAY_CONTEXT_MISSING":        "LOG_ERROR",
		"LANG":                            "en_US.UTF-8",
	}
	if runtime.GOOS != "windows" { // whose C library reads TZ another way
		vars["TZ"] = ":UTC"
		vars["PWD"] = root
	}
	return vars
}

// dotted is the handler as AWS writes it: module.function.
func dotted(s Spec) string {
	if s.File == "" {
		return ""
	}
	base := filepath.Base(s.File)
	return strings.TrimSuffix(base, filepath.Ext(base)) + "." + s.Handler
}

// credentials lets SDKs sign when the user has none of their own. The emulator takes
// a key of twelve digits for the account's number.
func credentials(o Options) map[string]string {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"} {
		if os.Getenv(name) != "" {
			return nil
		}
	}
	key := "test"
	if o.Account != "000000000000" {
		key = o.Account
	}
	return map[string]string{"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "test"}
}

// connections leads the SDKs of handlers back to the emulator, and lets them trust it.
func (o Options) connections() map[string]string {
	vars := map[string]string{}
	if o.Endpoint != "" {
		vars["AWS_ENDPOINT_URL"] = o.Endpoint
	}
	if o.CABundle != "" {
		for _, name := range []string{"NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"} {
			vars[name] = o.CABundle
		}
	}
	return vars
}
