package gateway

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
)

// An AccessKey is one that callers of methods with AWS_IAM may sign with.
type AccessKey struct {
	ID     string
	Secret string
	// ARN is whose key it is, an IAM user or an assumed role; when empty, the user
	// with the key's name in account 000000000000.
	ARN string
}

// DefaultAccessKey is the key of Options without any: test, with the secret test.
var DefaultAccessKey = AccessKey{ID: "test", Secret: "test"}

// ParseAccessKey reads ID=SECRET or ID=SECRET,ARN. Errors are for people.
func ParseAccessKey(arg string) (AccessKey, error) {
	id, rest, ok := strings.Cut(arg, "=")
	secret, arn, named := strings.Cut(rest, ",")
	k := AccessKey{ID: id, Secret: secret, ARN: arn}
	if !ok || id == "" || secret == "" || strings.ContainsAny(id, "/ ,") {
		return k, fmt.Errorf("access key %q: want ID=SECRET, or ID=SECRET,ARN to say whose it is", cmp.Or(id, arg))
	}
	if named && !isIdentity(arn) {
		return k, fmt.Errorf("access key %s: %q is no ARN of a user (arn:aws:iam::111122223333:user/ann) or of an assumed role (arn:aws:sts::111122223333:assumed-role/role/session)", id, arn)
	}
	return k, nil
}

func isIdentity(arn string) bool {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 || part[0] != "arn" || part[3] != "" || !isAccount(part[4]) {
		return false
	}
	user := part[2] == "iam" && (part[5] == "root" || strings.HasPrefix(part[5], "user/"))
	return user || part[2] == "sts" && strings.HasPrefix(part[5], "assumed-role/") && strings.Count(part[5], "/") == 2
}

func isAccount(s string) bool { return len(s) == 12 && strings.Trim(s, "0123456789") == "" }

// accessKey is a key by its id. One of 12 digits that nobody has named is the key
// test in the account of that number, as it is for management.
func (g *Gateway) accessKey(id string) (AccessKey, bool) {
	for _, k := range g.AccessKeys {
		if k.ID == id {
			return k, true
		}
	}
	if isAccount(id) {
		if k, ok := g.accessKey(DefaultAccessKey.ID); ok {
			return AccessKey{ID: id, Secret: k.Secret, ARN: "arn:aws:iam::" + id + ":root"}, true
		}
	}
	return AccessKey{}, false
}

// A caller is who signed a call.
type caller struct {
	key     AccessKey
	token   string // of the call's temporary credentials
	account string
	arn     string
	user    string // AWS's unique id of the user or role; the account's of its root
}

// defaultAccount is whose keys are that name no account.
const defaultAccount = "000000000000"

func newCaller(k AccessKey, token string) *caller {
	c := &caller{key: k, token: token, account: defaultAccount, arn: k.ARN}
	if isAccount(k.ID) {
		c.account = k.ID
	}
	if c.arn == "" {
		c.arn = "arn:aws:iam::" + c.account + ":user/" + k.ID
	}
	part := strings.SplitN(c.arn, ":", 6)
	c.account = part[4]
	role, session, assumed := strings.Cut(strings.TrimPrefix(part[5], "assumed-role/"), "/")
	switch {
	case part[5] == "root":
		c.user = c.account
	case part[2] == "sts" && assumed:
		c.user = uniqueID("AROA", c.account+role) + ":" + session
	default:
		c.user = uniqueID("AIDA", c.arn)
	}
	return c
}

// uniqueID is an id of AWS's form, always the same for a name: nobody keeps a list
// of users here.
func uniqueID(prefix, name string) string {
	sum := sha256.Sum256([]byte(name))
	return prefix + base32.StdEncoding.EncodeToString(sum[:])[:17]
}

// name is an IAM user's, without its path; empty for anybody else.
func (c *caller) name() string {
	if _, user, ok := strings.Cut(c.arn, ":user/"); ok {
		return user[strings.LastIndexByte(user, '/')+1:]
	}
	return ""
}

// kind is the caller's aws:PrincipalType.
func (c *caller) kind() string {
	switch {
	case strings.HasSuffix(c.arn, ":root"):
		return "Account"
	case strings.Contains(c.arn, ":assumed-role/"):
		return "AssumedRole"
	}
	return "User"
}

// variables are what $context.identity says of the caller, by name.
func (c *caller) variables() map[string]string {
	return map[string]string{"accountId": c.account, "accessKey": c.key.ID, "caller": c.user, "user": c.user, "userArn": c.arn}
}
