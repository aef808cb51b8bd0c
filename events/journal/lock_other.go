//go:build !windows && (!unix || aix || solaris || illumos)

package journal

import (
	"errors"
	"os"
)

// tryLock refuses: without a lock two processes could write one folder.
func tryLock(*os.File) (taken bool, err error) {
	return false, errors.New("files cannot be locked on this system: keep the log in memory or on a NATS server")
}
