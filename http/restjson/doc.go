// Package restjson speaks restJson1, the protocol of AWS's management APIs: which
// operations a service has and where (tables generated from AWS's model), what a
// request asks (Decode), and how an answer or an error is written.
//
// An input leaves Decode as canonical JSON: sorted members under the names of
// the vocabularies' input structures, whatever part of the request they came in.
// What AWS's framework refuses is refused here in its words: values of the wrong
// type, and values outside what the model allows. What a service itself refuses
// is for the decisions.
package restjson
