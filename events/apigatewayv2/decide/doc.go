// Package decide says what each command of API Gateway's version 2 API comes to:
// an event, or AWS's refusal. Decisions are pure: time and ids come from
// [events.Env], and what is there from [projections.World].
//
// Updates are merges: a member that is not given stays as it is, one that is
// given as "" or {} is cleared where AWS clears it. AWS's framework checks
// little of what its model says of these commands, so that required members,
// enumerations and lengths are refused here. Where AWS's words are known they are
// used; the tests tell which are.
package decide
