package planner

import "backlot/internal/core/web"

func (s *service) checkRoutes(*web.Mux) {}
