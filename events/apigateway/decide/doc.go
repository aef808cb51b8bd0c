// Package decide says what each command of API Gateway's version 1 comes to: an
// event, or a refusal in AWS's words. A decision is pure: it reads a
// [projections.World], takes time and ids from an [events.Env], and never
// writes. The files are named as the vocabulary's.
package decide
