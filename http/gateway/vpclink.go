package gateway

import (
	"fmt"
	"net/url"
	"strings"

	"reel/projections"
)

// A VpcLink says what stands behind a VPC link.
type VpcLink struct {
	Of  string // its id, or its name
	URL string // scheme, host and port
}

// ParseVpcLink reads ID_OR_NAME=http://host:port. Errors are for people.
func ParseVpcLink(arg string) (VpcLink, error) {
	i := strings.LastIndex(arg, "=http")
	if i <= 0 {
		return VpcLink{}, fmt.Errorf("VPC link %q: want ID_OR_NAME=URL, for instance orders=http://localhost:8080", arg)
	}
	of, address := arg[:i], arg[i+1:]
	u, err := url.Parse(address)
	if err != nil || !isHTTP(address) || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return VpcLink{}, fmt.Errorf("VPC link %s: %q is not of the form http://host:port; the path is the integration's", of, address)
	}
	return VpcLink{of, u.Scheme + "://" + u.Host}, nil
}

// behindLink is what stands behind a VPC link of the account, by its id or by its
// name, and AWS's answer where nobody has said so.
func (g *Gateway) behindLink(w projections.World, id string) (string, *fault) {
	name := ""
	if link, err := w.VpcLink(id); err == nil {
		name = link.Name
	}
	for _, l := range g.VpcLinks {
		if l.Of == id || l.Of == name && name != "" {
			return l.URL, nil
		}
	}
	known := "id " + id
	if name != "" {
		known += ", name " + name
	}
	return "", misconfigured.because("what stands behind the VPC link (" + known + ") is not known here; --vpc-link " + id + "=http://HOST:PORT says it")
}

// via is where the call's backend is reached, when that is not the host that its URI
// names: by a VPC link, whose id may be a stage variable. The URI's host is the Host
// that the backend sees.
func (x *exchange) via(b *backend) (string, *fault) {
	if b.noun.ConnectionType != "VPC_LINK" {
		return "", nil
	}
	id, f := b.link.fill(x, nil)
	if f != nil {
		return "", f
	}
	return x.gateway.behindLink(x.world, id)
}
