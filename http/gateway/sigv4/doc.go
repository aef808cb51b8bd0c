// Package sigv4 signs requests with AWS Signature Version 4, and verifies requests
// that are signed so, in a header or in a presigned URL. It knows no keys and reads
// no clock and no body: whoever calls has them. What is wrong with a signature is
// said in AWS's words
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
package sigv4
