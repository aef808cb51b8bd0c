// Package lambda invokes functions on this machine, without containers.
//
// A function is one of four things, and [ParseSpec] tells them apart: a command
// whose process speaks the Lambda Runtime API, a Node or Python handler that a
// small embedded bootstrap runs in such a process, a URL that takes an event by
// POST, or a Go function of the same program ([Functions.Handle]). Whichever it
// is, [Functions.Invoke] answers as Lambda's own Invoke operation does
// (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html): what the
// function did wrong is a Response with FunctionError set, and an error is
// returned only where AWS would refuse the call itself.
//
// The thing to know about processes: an instance handles one event at a time,
// as on AWS. A call takes the instance that was idle last, else waits in line
// while a new one starts, up to the function's limit. Every instance has a
// Runtime API of its own on a loopback port, because clients of that API know
// an instance by nothing but its host and port.
package lambda
