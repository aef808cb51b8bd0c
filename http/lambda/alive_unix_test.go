//go:build unix

package lambda_test

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"testing"
)

// alive says whether a process runs. One that has ended and that nobody has waited
// for, as happens to orphans in containers, does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !bytes.Contains(stat, []byte(") Z "))
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}
