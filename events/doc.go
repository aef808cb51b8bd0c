// Package events is the language that reel's rooms speak: what an event, a
// recorded event, a call and a refusal are, how a recorded event is written as
// one line of JSON, and where an event's time and ids come from.
//
// A vocabulary (events/apigateway, events/apigatewayv2, …) declares its nouns
// and events and registers each event under its name; this package knows none
// of them. Whoever folds or reads history imports the vocabularies it wants to
// understand; a line of another type is refused by name ([UnknownTypeError]).
package events
