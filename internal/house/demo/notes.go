package demo

import (
	"strings"
	"unicode/utf8"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// note is a note or highlight on the white draft.
type note struct {
	by, email   string   // who wrote it
	words       string   // of the script
	text        string   // "" for a highlight
	kind, color string   // see production.Note
	status      string   // "" is open
	departments []string // who reads it beside the writer; nil with all is everybody
	all         bool
	answers     [][2]string // party and words
}

// scriptNotes are written before the blue pages, so that some of them outlive their
// words: the props department got its wireless, and the boy with the tray is gone.
var scriptNotes = []note{
	{by: "Ylva Nordahl", email: "director@demo.example", words: "It isn't a cruel rule. It is only a rule.", kind: "performance", color: "pink",
		text: "No edge on this. He has said it to himself every winter since he was nine."},
	{by: "Ylva Nordahl", email: "director@demo.example", words: "Ada does not: she is counting under her breath.", kind: "performance", color: "pink",
		text: "Hold on her lips. We must be able to count with her."},
	{by: "Ragnhild Moe", email: "solveig@demo.example", words: "It's a long back.", kind: "performance", color: "yellow",
		text: "She has answered this too often. Fast, and already turning away."},
	{by: "Ole Kristian Berg", email: "props@demo.example", words: "a transistor radio", kind: "correction", color: "orange", departments: []string{"props", "art", "direction"}, status: "done",
		text:    "1957 on an island: there is no transistor on that shelf. We have a valve set that works.",
		answers: [][2]string{{"Ylva Nordahl", "Benedikt changes it with the blue pages."}}},
	{by: "Kaspar Holm", email: "first.ad@demo.example", words: "A boy with a tray offers her a thimble of ginja.", kind: "question", color: "blue", all: true,
		text: "One more speaking height under 12, on the stairs, at night. Do we need the boy?"},
	{by: "Elise Thorkild", email: "script@demo.example", words: "puts both paws on the empty chair", kind: "continuity", color: "green", all: true,
		text:    "Third bowl full before this line, empty after it. Which bowl is the hero?",
		answers: [][2]string{{"Ole Kristian Berg", "The blue enamel one. There are three of them."}}},
	{by: "Anders Rehn", email: "dp@demo.example", words: "Every time the governor turns it sends a small flock of light over both of them.", color: "yellow", departments: []string{"camera", "lighting"}},
	{by: "Raquel Pinto", email: "music@demo.example", words: "an old woman sings one phrase of a fado", kind: "request", color: "blue", all: true,
		text: "Whose fado? I need a title eight weeks before we shoot the stair."},
}

// writeNotes puts the notes on the white draft. Where nobody signs in, what is kept
// to one person would be nobody's, and is left out.
func (b *builder) writeNotes(e *graph.Edit) {
	for _, n := range scriptNotes {
		account := b.opts.Accounts[n.email]
		if account.IsZero() && !n.all && n.departments == nil {
			continue
		}
		block, at := b.paragraph(n.words)
		rec := production.Note{About: graph.To[graph.Any](block), Text: n.text, Type: n.kind, Color: n.color, Status: orOpen(n.status),
			By: b.party(n.by), Account: account, StartRune: at, EndRune: at + utf8.RuneCountInString(n.words), Words: n.words}
		id := graph.Add(e, rec)
		for _, a := range n.answers {
			graph.Add(e, production.Note{About: graph.To[graph.Any](id), ReplyTo: graph.To[production.Note](id), Text: a[1], By: b.party(a[0]), Status: "open"})
		}
		if n.all {
			continue
		}
		var readers []string
		if !account.IsZero() {
			readers = append(readers, access.ReaderAccount(account))
		}
		for _, d := range n.departments {
			readers = append(readers, access.ReaderDepartment(d))
		}
		e.KeepTo(id, readers...)
	}
}

// paragraph finds the one paragraph with these words, and where they begin in it.
func (b *builder) paragraph(words string) (id graph.ID, at int) {
	for block, bl := range graph.All[production.Block](b.view) {
		if i := strings.Index(bl.Text, words); i >= 0 {
			return block, utf8.RuneCountInString(bl.Text[:i])
		}
	}
	b.missing = append(b.missing, "words "+words)
	return graph.ID{}, 0
}

func orOpen(status string) string {
	if status == "" {
		return "open"
	}
	return status
}
