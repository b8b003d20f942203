package cut

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// money is a sum of the sample.
func (f *film) money(s string) production.Money {
	f.t.Helper()
	m, err := production.ParseMoney(s)
	if err != nil {
		f.t.Fatal(err)
	}
	return m
}

// priced is a film with two cuts, its orders kept to their vendors, and change orders sent.
func priced(t *testing.T) *film {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], piece{"6A-1", 50, 100}, cutOne[3])
	f.land(f.svc.keepShots(f.view()))
	f.land(f.svc.draftOrders(f.view(), draftIn{To: graph.To[production.Timeline](two)}, now))
	f.sendOrders()
	return f
}

// changeOf is the change order of a shot.
func (f *film) changeOf(code string) graph.ID {
	f.t.Helper()
	for id := range graph.Referring[production.ChangeOrder](f.view(), f.id[code], "work_order") {
		return id
	}
	f.t.Fatalf("%s has no change order", code)
	return graph.ID{}
}

// TestMoneyIsKnownToThoseWhoMayKnowIt: whoever reads shots and no prices finds no sum in any answer, list, paper or count; a
// vendor finds its own bid, never the production's estimate, and never another's.
func TestMoneyIsKnownToThoseWhoMayKnowIt(t *testing.T) {
	f := priced(t)
	agreed := f.money("9000.00 NOK")
	f.land(f.svc.answerOrder(f.reader(accountA, shotRight, priceRight), changeOrderIn{Change: graph.To[production.ChangeOrder](f.changeOf("KL_004_0010")), Status: "agreed", Agreed: &agreed}))
	staff := access.ReaderRole("post_supervisor")
	for _, tt := range []struct {
		name          string
		v             graph.View
		prices        int
		knows, ignore string // sums, with commas between
	}{
		{"the post supervisor", f.reader(graph.ID{9}, staff, readRight, shotRight, priceRight), 5, "112000.00,9600.00,-8235.29,9000.00", ""},
		{"an editor without prices", f.reader(graph.ID{8}, staff, readRight, shotRight), 0, "", "112000.00,9600.00,8235.29,9000.00"},
		{"Tidevann", f.reader(accountA, shotRight, priceRight), 2, "112000.00,9000.00", "9600.00,8235.29"},
		{"Papirlaget", f.reader(accountB, shotRight, priceRight), 1, "112000.00", "9600.00,8235.29,9000.00"},
		{"a vendor without prices", f.reader(accountA, shotRight), 0, "", "112000.00,9600.00,9000.00"},
	} {
		if n := tt.v.Count("work_price"); n != tt.prices {
			t.Errorf("%s counts %d prices; want %d", tt.name, n, tt.prices)
		}
		said := f.said(tt.v)
		for _, sum := range strings.Split(tt.knows, ",") {
			if !bytes.Contains(said, []byte(sum)) {
				t.Errorf("%s does not read %s", tt.name, sum)
			}
		}
		for _, sum := range strings.Split(tt.ignore, ",") {
			if sum != "" && bytes.Contains(said, []byte(sum)) {
				t.Errorf("%s reads %s", tt.name, sum)
			}
		}
	}
}

// said is everything that the shots, their records and the papers of both vendors say to a reader.
func (f *film) said(v graph.View) []byte {
	f.t.Helper()
	var out bytes.Buffer
	shots, err := shotsOf(v)
	if err == nil {
		err = json.NewEncoder(&out).Encode(shots)
	}
	for _, kind := range []graph.Kind{"work_order", "change_order", "work_price", "step"} {
		for rec := range v.Records(kind) {
			out.WriteString(rec.Label + string(rec.Fields))
		}
	}
	for _, name := range []string{"Tidevann", "Papirlaget"} {
		doc, e := ordersPaper(v, f.id[name], graph.ID{})
		if e != nil {
			f.t.Fatal(e)
		}
		out.Write(documents.RenderHTML(doc).Bytes)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhoMayNotReadPricesSetsNone(t *testing.T) {
	f := priced(t)
	bid := f.money("1.00 NOK")
	order := graph.To[production.WorkOrder](f.id["KL_004_0010"])
	orders := f.reader(graph.ID{8}, access.ReaderRole("post_supervisor"), readRight, shotRight, orderRight)
	if _, err := f.svc.patchShot(orders, patchShotIn{Order: order, Bid: &bid}); !fault.Is(err, fault.Denied) {
		t.Errorf("a bid by somebody who reads none: %v; want it denied", err)
	}
	f.land(f.svc.patchShot(f.view(), patchShotIn{Order: order, Bid: &bid}))
	if _, got := priceOf(f.view(), f.id["KL_004_0010"], graph.ID{}, bidPrice); got != bid || f.view().Count("work_price") != 4 {
		t.Errorf("the bid is %s of %d prices; want 1.00 NOK in place of the old one", got, f.view().Count("work_price"))
	}
	none := production.Money{}
	f.land(f.svc.patchShot(f.view(), patchShotIn{Order: order, Bid: &none}))
	if f.view().Count("work_price") != 3 {
		t.Errorf("%d prices when the bid is taken away; want 3", f.view().Count("work_price"))
	}
	if _, err := f.svc.answerOrder(f.view(), changeOrderIn{Change: graph.To[production.ChangeOrder](f.changeOf("KL_004_0010")), Status: "agreed"}); fault.FieldOf(err) != "body.agreed" {
		t.Errorf("agreed without a price: %v; want it asked for", err)
	}
}

// TestThePaperOfChangeOrders: one vendor's, with what it is asked, the frames to send, and no estimate even for those who know it.
func TestThePaperOfChangeOrders(t *testing.T) {
	f := priced(t)
	doc, err := ordersPaper(f.view(), f.id["Tidevann"], graph.ID{})
	if err != nil {
		t.Fatal(err)
	}
	page := documents.RenderHTML(doc).Bytes
	for _, want := range []string{"KL_004_0010", "Lengthened", "4 frames to send: 4 at the head", "112000.00 NOK", "Cut 2, drafted 1 April 2027", "For Tidevann"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the paper does not say %q", want)
		}
	}
	for _, no := range []string{"9600.00", "KL_006_0010"} {
		if bytes.Contains(page, []byte(no)) {
			t.Errorf("the paper of Tidevann says %s", no)
		}
	}
	for _, format := range []documents.Format{documents.AsPDF, documents.AsXLSX} {
		if file, err := documents.Render(doc, format, documents.Recipient{}); err != nil || len(file.Findings) > 0 {
			t.Errorf("as %s: %v %v", format, err, file.Findings)
		}
	}
	// A vendor that asks for another's paper learns no more than that of a company without work.
	alien, err := ordersPaper(f.reader(accountB, shotRight, priceRight), f.id["Tidevann"], graph.ID{})
	if err != nil || hasTable(alien) {
		t.Errorf("Papirlaget reads the paper of Tidevann: %+v %v", alien.Blocks, err)
	}
}

// TestWhatTheSetDidNotWriteDownIsListed: a vendor's shots with how their plates were shot, and what it would have to ask for.
func TestWhatTheSetDidNotWriteDownIsListed(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	f.edit("The camera log", func(e *graph.Edit) {
		setup := graph.To[production.Setup](f.id["setup 4A"])
		graph.Add(e, production.Recording{Setup: setup, Camera: "A", Lens: "S4 32", FocalTenthMM: 320, HeightMM: 1500, FocusMM: 2100})
		graph.Add(e, production.Recording{Setup: setup, Take: graph.To[production.Take](f.id["take 4A-2"]), Camera: "A", Lens: "S4 35", FocalTenthMM: 350, HeightMM: 1400, TiltTenthDeg: -55, FocusMM: 1900})
		graph.Add(e, production.Setup{Scene: graph.To[production.Scene](f.id["scene 4"]), Slate: "4CP", Type: "clean_plate"})
		graph.Add(e, production.Capture{Type: "hdri", Name: "Kitchen, noon", Setup: setup})
	})
	t1 := setupSheet(f.view(), f.mustRead("Cut 1"), graph.ID{})
	for i, want := range []string{"KL_004_0010 Tidevann 4A 2 S4 35 35 1.90 1.40 -5.5 setup sheet", "KL_006_0010 Papirlaget 6A 1      lens, focal length, focus distance, height and tilt, HDRI, clean plate, setup sheet"} {
		if got := strings.Join(t1.Rows[i], " "); got != want {
			t.Errorf("row %d: %s\nwant %s", i, got, want)
		}
	}
	if own := setupSheet(f.view(), f.mustRead("Cut 1"), f.id["Papirlaget"]); len(own.Rows) != 1 || own.Rows[0][0] != "KL_006_0010" {
		t.Errorf("Papirlaget's sheet has %v; want its shot only", own.Rows)
	}
}
