// Package emulator puts reel's parts together: the log, the state folded from
// it, functions, the gateway and the server. The reel program, our tests and
// users' Go tests open the same thing:
//
//	func TestPets(t *testing.T) {
//		e := emulator.Open(t, "testdata/pets.jsonl")
//		resp, err := http.Get(e.URL + "/execute-api/pets000001/dev/pets")
//		…
//	}
package emulator
