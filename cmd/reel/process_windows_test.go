package main

import "os"

func interrupt(p *os.Process) { _ = p.Kill() }
