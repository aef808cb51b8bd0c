module reel

go 1.26.0
