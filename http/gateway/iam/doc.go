// Package iam evaluates policy documents as API Gateway does: those that Lambda
// authorizers return and those that are attached to an API. It knows statements,
// wildcards, principals and conditions, and no identities of its own.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
package iam
