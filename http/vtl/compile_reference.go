package vtl

import "strings"

// reference compiles a reference and, like Velocity, takes the backslashes before it off its first token.
func (c *compiler) reference(t *tree) (*reference, error) {
	r := &reference{place: t.first.place()}
	for _, kid := range t.kids {
		p, err := c.part(kid)
		if err != nil {
			return nil, err
		}
		r.parts = append(r.parts, p)
	}
	first := t.first
	if i := strings.Index(first.image, `\!`); i >= 0 {
		r.notComputable(first.image)
		return r, nil
	}
	slashes := countByte(first.image, '\\')
	r.escaped = slashes%2 == 1
	r.prefix = first.image[:slashes/2]
	first.image = first.image[slashes:]
	if i := strings.LastIndexByte(first.image, '$'); i > 0 {
		r.more = first.image[:i]
		first.image = first.image[i:]
	}
	r.source = t.literal()
	r.name(first)
	return r, nil
}

// name finds the name of the variable and how the reference prints null.
func (r *reference) name(first *token) {
	image := first.image
	switch {
	case strings.HasPrefix(image, "$!"):
		if !r.escaped {
			r.source = ""
		}
		r.root = image[2:]
		if strings.HasPrefix(image, "$!{") {
			r.root = first.next.image
		}
	case image == "${":
		r.root = first.next.image
	case strings.HasPrefix(image, "$"):
		r.root = image[1:]
	default:
		r.runt, r.root = true, image
	}
}

// notComputable is for $\!name, which prints as $!name and is never anything.
func (r *reference) notComputable(image string) {
	dollar := max(strings.IndexByte(image, '$'), 0)
	start := dollar + max(strings.IndexByte(image[dollar:], '\\'), 0)
	end := start + countByte(image[start:], '\\')
	r.dead = true
	r.source = image[:start] + image[start:end-1] + image[end:]
	r.root = r.source
}

func (c *compiler) part(t *tree) (part, error) {
	args, err := c.expressions(t.kids)
	if err != nil {
		return nil, err
	}
	switch t.kind {
	case treeMethod:
		return &methodPart{place: t.first.place(), name: t.first.image, args: args}, nil
	case treeIndex:
		return &indexPart{place: t.first.place(), at: args[0]}, nil
	}
	return &propertyPart{place: t.first.place(), name: t.first.image}, nil
}
