package house_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/house/demo"
)

// TestACleanPictureLeavesByOneDoor: of a clip with a clean copy, who may have it gets it whole and in
// parts; who may not gets nothing, by no route, and does not learn its address; and once the scene is a
// closed set it answers everybody as a clip that never was.
func TestACleanPictureLeavesByOneDoor(t *testing.T) {
	in := open(t)
	ctx := context.Background()
	v := in.system()
	var clip graph.ID
	var scene graph.Ref[production.Scene]
	for id, c := range graph.All[production.Clip](v) {
		take, _ := graph.Get[production.Take](v, c.Take.ID)
		if setup, ok := graph.Get[production.Setup](v, take.Setup.ID); ok && c.SaidScene == "" {
			clip, scene = id, setup.Scene
			break
		}
	}
	if clip.IsZero() {
		t.Fatal("the demo has no clip of a take")
	}
	picture := []byte("a clean picture, thirty-four bytes")
	file, err := in.h.Files.PutBytes(ctx, picture)
	if err != nil {
		t.Fatal(err)
	}
	in.land(t, func(e *graph.Edit) {
		graph.Add(e, production.Rendition{Clip: graph.To[production.Clip](clip), Type: "proxy", Hash: "sha256:" + string(file.ID), MediaType: "video/mp4", Height: 360})
	})
	video := inDemo + demo.Production.String() + "/dailies/clips/" + clip.String() + "/media/video"
	office, costume := in.as("line.producer@demo.example"), in.as("costume@demo.example")
	if status, body := office.get(video); status != http.StatusOK || !bytes.Equal(body, picture) {
		t.Errorf("the office gets %d %q", status, body)
	}
	if status, part := office.part(video, "bytes=2-6"); status != http.StatusPartialContent || part != "clean" {
		t.Errorf("bytes 2 to 6 are %d %q", status, part)
	}
	if status, body := costume.get(video); status != http.StatusNotFound {
		t.Errorf("who needs a copy of their own gets %d %q", status, body)
	}
	for _, p := range []person{office, costume} {
		for _, path := range []string{"/records?kind=rendition", "/dailies", "/dailies/clips/" + clip.String()} {
			if _, body := p.get(inDemo + demo.Production.String() + path); bytes.Contains(body, []byte(file.ID)) {
				t.Errorf("%s tells the address of the clean picture", path)
			}
		}
	}

	in.readsAPrivateNote(t, clip)

	in.land(t, func(e *graph.Edit) {
		graph.Add(e, production.ContentFlag{Scene: scene, Type: "simulated_sex", ClosedSet: true})
	})
	never := graph.RandomIDs{}.NewID()
	for _, path := range []string{"/media/video", "/media/thumb", ""} {
		at := inDemo + demo.Production.String() + "/dailies/clips/"
		status, body := office.get(at + clip.String() + path)
		notThere, nothing := office.get(at + never.String() + path)
		if said := strings.ReplaceAll(string(body), clip.String(), never.String()); status != notThere || said != string(nothing) {
			t.Errorf("a closed set answers %d %s; a clip that never was %d %s", status, said, notThere, nothing)
		}
	}
}

// readsAPrivateNote: what the director writes about a performance for the editor is read by the editor, not by the
// office, and the reading stands in the access log.
func (in *installation) readsAPrivateNote(t *testing.T, clip graph.ID) {
	t.Helper()
	director, editor, office := in.as("director@demo.example"), in.as("editor@demo.example"), in.as("line.producer@demo.example")
	at := inDemo + demo.Production.String() + "/dailies"
	var account graph.ID
	for _, p := range read[struct {
		People []struct {
			Account graph.ID
			Name    string
		}
	}](director, "/dailies/readers").People {
		if p.Name == "Frode Kjær" {
			account = p.Account
		}
	}
	note := graph.RandomIDs{}.NewID()
	status, body := director.send("POST", at+"/clips/"+clip.String()+"/notes", map[string]any{"id": note, "text": "He hides behind the words", "type": "performance",
		"frame": 3, "for": "readers", "people": []graph.ID{account}})
	if status != http.StatusOK {
		t.Fatalf("the director's note: %d %s", status, body)
	}
	for _, tt := range []struct {
		who  person
		want bool
	}{{editor, true}, {office, false}} {
		if _, body := tt.who.get(at + "/clips/" + clip.String()); bytes.Contains(body, []byte("He hides")) != tt.want {
			t.Errorf("reads the private note: %v; want %v", !tt.want, tt.want)
		}
	}
	if status, log := in.as("security@demo.example").get(inDemo + demo.Production.String() + "/audit?record=" + note.String()); !bytes.Contains(log, []byte(account.String())) || !bytes.Contains(log, []byte(note.String())) || bytes.Contains(log, []byte("He hides")) {
		t.Errorf("the access log says %d %.300s; want who read the note, and no word of it", status, log)
	}
}

// land makes a change as the program.
func (in *installation) land(t *testing.T, fill func(*graph.Edit)) {
	t.Helper()
	e := in.system().Edit(graph.RandomIDs{}, "Test")
	fill(e)
	c, err := e.Change()
	if err == nil {
		_, err = in.h.Store.Land(context.Background(), c, graph.ID{})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// part asks for a part of a file.
func (p person) part(path, bytes string) (int, string) {
	p.t.Helper()
	req, err := http.NewRequest("GET", p.server.URL+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Range", bytes)
	answer, err := p.client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}
