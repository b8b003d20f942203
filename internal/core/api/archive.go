package api

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountArchive(m *web.Mux) {
	web.Raw(m, "GET /api/productions/{production}/archive", "archive.export", s.archive, web.Timeout(30*time.Minute),
		web.Summary("The production as an archive that another Backlot can read, as far as the reader may know it"))
}

var unnamed = regexp.MustCompile(`[^a-z0-9]+`)

// archive writes what the reader may know: an archive with everything, and with
// its history, is made on the server with `backlot backup`.
func (s *service) archive(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r.Context())
	p, err := s.production(r.Context(), v.Where().Production)
	if err != nil {
		return err
	}
	name := strings.Trim(unnamed.ReplaceAllString(fold(p.Name), "-"), "-")
	web.ServeDocument(w, r, name+".backlot.zip", "application/zip", false)
	return graph.ExportView(w, p, v, web.PersonOf(r.Context()).Account)
}
