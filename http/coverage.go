package http

import "net/http"

// coverage answers GET /_reel/operations: for each of AWS's services, which of its
// operations are carried out and which answer 501, by name.
func (s *Server) coverage(w http.ResponseWriter) {
	type service struct {
		Built    []string `json:"built"`
		NotBuilt []string `json:"notBuilt"`
	}
	page := map[string]service{}
	for name, aws := range services {
		table := s.rowsOf(name)
		c := service{Built: []string{}, NotBuilt: []string{}}
		for op := range aws.Operations() {
			if _, built := table[op.Name]; built {
				c.Built = append(c.Built, op.Name)
			} else {
				c.NotBuilt = append(c.NotBuilt, op.Name)
			}
		}
		page[name] = c
	}
	s.json(w, http.StatusOK, page)
}
