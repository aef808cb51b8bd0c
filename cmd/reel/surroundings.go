package main

import (
	"os"

	"reel/cmd/emulator"
	"reel/http/gateway"
	"reel/http/gateway/sigv4"
)

// surroundings are the flags that say who calls the APIs that are served and what
// they reach, as far as AWS would know it and reel does not.
type surroundings struct {
	AccessKey   []string `name:"access-key" placeholder:"ID=SECRET" sep:"none" help:"An access key that callers of AWS_IAM methods may sign with, instead of test=test; ID=SECRET,ARN says whose it is. Again for more."`
	JWKS        []string `name:"jwks" placeholder:"POOL=SOURCE" sep:"none" help:"Where the keys are that a Cognito user pool signs its tokens with: a user pool's id, or an issuer, and a URL or a file. Again for more."`
	VPCLink     []string `name:"vpc-link" placeholder:"LINK=URL" sep:"none" help:"What stands behind a VPC link, by its id or its name, such as orders=http://localhost:8080. Again for more."`
	AWSEndpoint []string `name:"aws-endpoint" placeholder:"SERVICE=URL" sep:"none" help:"Where an AWS service is reached, such as sqs=http://localhost:5000; nothing goes to AWS that is not named. AWS_ENDPOINT_URL_SQS and so on say the same. Again for more."`
}

// configure puts what the flags say into a configuration.
func (s surroundings) configure(c *emulator.Config) (err error) {
	if c.AccessKeys, err = each(s.AccessKey, gateway.ParseAccessKey); err != nil {
		return err
	}
	if c.KeySets, err = each(s.JWKS, gateway.ParseKeySet); err != nil {
		return err
	}
	if c.VpcLinks, err = each(s.VPCLink, gateway.ParseVpcLink); err != nil {
		return err
	}
	// As AWS's SDKs find them; only endpoints that are named see anything signed so.
	c.Credentials = sigv4.Credentials{AccessKey: os.Getenv("AWS_ACCESS_KEY_ID"), Secret: os.Getenv("AWS_SECRET_ACCESS_KEY"), SessionToken: os.Getenv("AWS_SESSION_TOKEN")}
	c.Endpoints = gateway.EndpointsOf(os.Environ())
	for _, arg := range s.AWSEndpoint {
		service, url, err := gateway.ParseEndpoint(arg)
		if err != nil {
			return err
		}
		c.Endpoints[service] = url
	}
	return nil
}

// each is a flag's values, read.
func each[T any](args []string, parse func(string) (T, error)) (out []T, err error) {
	for _, arg := range args {
		v, err := parse(arg)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
