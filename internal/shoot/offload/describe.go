package offload

import (
	"context"

	"backlot/film/media"
	"backlot/film/offload"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// describer reads what clips are. On a machine without ffmpeg that is what their names, lists and Broadcast Wave headers say.
func describer(ctx context.Context) offload.Describer {
	tools, err := media.Find(ctx, media.Options{})
	if err != nil {
		tools = nil
	}
	return media.Describer{Tools: tools}
}

// nameOf is the name of the person behind an account, as the production knows them.
func nameOf(v graph.View, account graph.ID) string {
	if account.IsZero() {
		return ""
	}
	for _, p := range graph.All[production.Party](v) {
		if p.Account == account {
			return p.Name
		}
	}
	return ""
}
