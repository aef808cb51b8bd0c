package main

import (
	"reel/cmd/emulator"
	"reel/http/gateway"
)

// surroundings are the flags that say who calls the APIs that are served and what
// they reach, as far as AWS would know it and reel does not.
type surroundings struct {
	AccessKey []string `name:"access-key" placeholder:"ID=SECRET" sep:"none" help:"An access key that callers of AWS_IAM methods may sign with, instead of test=test; ID=SECRET,ARN says whose it is. Again for more."`
}

// configure puts what the flags say into a configuration.
func (s surroundings) configure(c *emulator.Config) (err error) {
	c.AccessKeys, err = each(s.AccessKey, gateway.ParseAccessKey)
	return err
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
