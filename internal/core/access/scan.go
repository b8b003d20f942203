package access

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"backlot/internal/core/graph"
)

// scanIDs reads rows of one id each and closes them.
func scanIDs(rows *sql.Rows) ([]graph.ID, error) {
	defer rows.Close()
	var out []graph.ID
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		id, err := graph.ParseID(text)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// parseIDs reads stored ids into place.
func parseIDs(list map[*graph.ID]string) error {
	for to, text := range list {
		id, err := graph.ParseID(text)
		if err != nil {
			return fmt.Errorf("stored id: %w", err)
		}
		*to = id
	}
	return nil
}

// readJSON reads stored JSON.
func readJSON(text string, to any) error {
	if err := json.Unmarshal([]byte(text), to); err != nil {
		return fmt.Errorf("stored list: %w", err)
	}
	return nil
}
