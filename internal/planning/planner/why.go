package planner

import "backlot/internal/core/graph"

func (s *service) reasons(graph.View, *Reading, *Reading) []Serving { return nil }
