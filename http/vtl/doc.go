// Package vtl renders the mapping templates of API Gateway: the Velocity Template Language as Apache Velocity 1.7
// renders it, and the objects $input and $util.
//
// [Parse] compiles a template once, [Template.Render] renders it any number of times:
//
//	t, err := vtl.Parse(`{"id": "$input.path('$.id')"}`, vtl.EmptyNulls)
//	out, err := t.Render(ctx, map[string]java.Value{
//		"input": vtl.AWSInput(body, path, query, header),
//		"util":  vtl.AWSUtil(),
//		"context": java.Lazy(func() java.Value { return contextMap(call) }),
//	}, vtl.Limits{Iterations: vtl.AWSIterations})
//
// $context and the like are a [java.Map], made only if the template asks for it, or anything that is a [java.Object].
//
// # From text to text
//
// Velocity's grammar cannot be told from its lexer: "$a-b", "#end-" and "#set  (" mean what they mean because of
// the state the lexer is in. So the lexer (lexer.go, match.go) has those states, makes a token only when the parser
// asks for it, and knows that some characters are special to the token that follows. The parser (parser.go and
// parse_*.go) builds a tree that still has its tokens, because Velocity prints the source of what is null. The
// compiler (compile*.go) walks the tree in order, takes the backslashes off references, parses strings that are
// templates themselves, registers macros and makes nodes. The nodes (node.go, reference.go, foreach.go and so on)
// render into one buffer; a string literal is a part of it that is taken out again.
//
// Variables are looked up in a scope (scope.go): the template's own over those of the host, and within a macro its
// arguments over those of its caller, evaluated where they are used.
//
// What a value is and which methods it has is not part of the language: package java says it, with the rules by
// which Velocity chooses between overloads, and with the exceptions that end a rendering.
//
// # What differs
//
// A template that is compiled with [EmptyNulls], and an [AWSInput], do what API Gateway does beyond Velocity: null
// prints as nothing and equals the empty string, arrays of the body print as JSON, an empty body is {}. Without them
// everything is plain Velocity 1.7, which is what the vectors in testdata/vectors/vtl are recorded from.
//
// #include and #parse compile, so that a backslash escapes them, and fail when they are rendered: there is nothing
// that a mapping template could include. Methods that take a function, streams and reflection exist, as far as the
// choice between overloads goes, and fail in words when they are called.
//
// # Bounds
//
// Nothing that a template does is without bound. [Limits] says how much; every step, every string and every element
// is charged to a budget before it is made. How deep a template may be nested is bounded too. An error is an [*Error]
// and tells its [Kind].
package vtl
