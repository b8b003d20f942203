package access

import (
	"database/sql"

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
