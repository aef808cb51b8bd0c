package ws_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"testing"

	"reel/cmd/emulator"
)

// serving makes the test binary a reel of its own, for tests that look at one from
// outside.
const serving = "REEL_WS_TEST_SERVES"

func TestMain(m *testing.M) {
	if os.Getenv(serving) != "" {
		serveAlone()
		return
	}
	os.Exit(m.Run())
}

// serveAlone serves until its standard input ends, and collects garbage at each
// line of it.
func serveAlone() {
	e, err := emulator.Start(context.Background(), emulator.Config{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(e.URL)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		debug.FreeOSMemory()
		fmt.Println("collected")
	}
	_ = e.Close()
}
