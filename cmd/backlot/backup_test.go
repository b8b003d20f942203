package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/house"
)

// openAt opens an installation in a folder.
func openAt(t *testing.T, data string) *house.House {
	t.Helper()
	h, err := house.Open(t.Context(), house.Options{DSN: filepath.Join(data, "backlot.db"), Files: filepath.Join(data, "files"), Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A running installation is backed up, restored elsewhere, and opens there with
// its productions and files.
func TestBackupAndRestoreCommands(t *testing.T) {
	ctx := context.Background()
	data := t.TempDir()
	h := openAt(t, data)
	film := graph.RandomIDs{}.NewID()
	if err := h.Store.CreateProduction(ctx, graph.Production{ID: film, Name: "The Night Ferry", Kind: "feature"}); err != nil {
		t.Fatal(err)
	}
	id, err := h.Files.Put(ctx, strings.NewReader("INT. FERRY - NIGHT"))
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "night.backup")
	var said bytes.Buffer
	b := BackupCmd{place: place{Data: data}, Out: out, Quiet: true}
	if err := b.run(ctx, time.Now, &said); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), "1 files of 18 B") {
		t.Errorf("backup says %q", &said)
	}
	if err := h.Close(ctx); err != nil {
		t.Fatal(err)
	}

	elsewhere := t.TempDir()
	r := RestoreCmd{place: place{Data: elsewhere}, Archive: out}
	if err := r.run(ctx, &said); err != nil {
		t.Fatal(err)
	}
	if err := r.run(ctx, &said); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("restore twice: %v; want a refusal", err)
	}
	h = openAt(t, elsewhere)
	defer h.Close(ctx) //nolint:errcheck // only read from
	list, err := h.Store.Productions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range list {
		found = found || p.ID == film && p.Name == "The Night Ferry"
	}
	if !found {
		t.Errorf("productions = %+v; want the film", list)
	}
	if err := h.Files.Verify(ctx, id); err != nil {
		t.Error(err)
	}
}

func TestBackupOfNothing(t *testing.T) {
	b := BackupCmd{place: place{Data: t.TempDir()}, Out: filepath.Join(t.TempDir(), "x"), Quiet: true}
	if err := b.run(context.Background(), time.Now, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "backlot.db") {
		t.Errorf("backup of nothing: %v; want the missing database named", err)
	}
}
