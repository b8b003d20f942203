package ontology_test

import (
	"bytes"
	"testing"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production/ontology"
)

// No document, valid or not, makes the import fall over.
func FuzzImport(f *testing.F) {
	f.Add([]byte(`[{"entityType":"Character","identifier":[{"identifierScope":"s","identifierValue":"1"}],"name":"Ada"}]`))
	f.Add([]byte(`[{"entityType":"NarrativeScene","identifier":[{"identifierScope":"s","identifierValue":"2"}],"slugline":[{"title":"INT/EXT","text":"INT."}],"Context":[{"entityType":"Context","identifier":[{"identifierScope":"s","identifierValue":"3"}],"features":{"Character":[{"identifier":[{"identifierScope":"s","identifierValue":"1"}]}]}}]}]`))
	f.Add([]byte(`[{"entityType":"NarrativeScene","identifier":[{"identifierScope":"backlot","identifierValue":"scene/0192f0c1-2b3c-7d4e-8f50-112233445566"}],"sceneNumber":12,"customData":[{"domain":"backlot","namespace":"scene","value":{"order":"V"}}]}]`))
	f.Add([]byte(`[{"entityType":"Collection","collectionType":"backlot.records","customData":[{"domain":"backlot","namespace":"deal","value":{"id":"x","fields":7}}]}]`))
	f.Add([]byte(`[{"entityType":"CreativeWork","identifier":[{"identifierScope":"backlot","identifierValue":"season/0192f0c1-2b3c-7d4e-8f50-112233445566"}],"seasonNumber":"one"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := omc.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		m := memory(graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566"))
		v := m.Snapshot().View(graph.System)
		e := v.Edit(graph.RandomIDs{}, "Import")
		if _, err := ontology.Import(e, v, doc); err != nil {
			return
		}
		if c, err := e.Change(); err == nil {
			if _, err := m.Commit(c, graph.ID{}); err != nil {
				return // refused with a reason
			}
			if _, err := ontology.Export(m.Snapshot().View(graph.System)); err != nil {
				t.Errorf("export of what was imported: %v", err)
			}
		}
	})
}
