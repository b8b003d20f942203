package documents_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/internal/core/documents"
)

// TestWrapKeepsLettersTogether: lines of scripts without spaces end where they may, no
// mark begins a line, and nothing is lost.
func TestWrapKeepsLettersTogether(t *testing.T) {
	letters := documents.Type{Size: 9}
	for _, s := range []string{
		"古い時計が九時を打つ。待合室には「最終列車は運休」と書かれた紙が貼ってある。",
		"มาลีวางจดหมายไว้บนโต๊ะแล้วเดินไปที่หน้าต่างฝนเพิ่งหยุดตกเธอได้ยินเสียงรถจักรยานยนต์",
		"मीरा पुराने डाकघर में दाख़िल होती है। खिड़की के पीछे बैठे बाबू चिट्ठियों पर मुहर लगा रहे हैं।",
		"تدخل ليلى إلى المطبخ وهي تحمل مفتاحًا قديمًا وجدته تحت السجادة، وتضعه على الطاولة",
	} {
		lines := documents.Wrap(s, 90, letters)
		if len(lines) < 3 {
			t.Fatalf("%q in %d lines", s, len(lines))
		}
		joined := ""
		for _, l := range lines {
			first := []rune(l)[0]
			if strings.ContainsRune("。」ีั้ि़ً", first) {
				t.Errorf("line %q begins with %q", l, first)
			}
			if w := letters.Measure(l); w > 100 {
				t.Errorf("line %q is %.0f points wide; want 90", l, w)
			}
			joined += l
		}
		if strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Errorf("%q became %q", s, joined)
		}
	}
}

// TestTablesInOtherScripts prints a call list with names of many scripts.
func TestTablesInOtherScripts(t *testing.T) {
	doc := documents.Document{Meta: documents.Meta{Production: "雨の駅", Title: "قائمة الطاقم", Notice: "रिपोर्ट"}, Blocks: []documents.Block{
		documents.Heading{Level: 1, Text: "Крю-лист · 스태프"},
		documents.Paragraph{Text: "تدخل ليلى إلى المطبخ وهي تحمل مفتاحًا قديمًا وجدته تحت السجادة، وتضعه على الطاولة أمام أخيها. الساعة تشير إلى 7:45 صباحًا (تقريبًا). لا أحد يتكلم، والمطر يسقط على شجرة الليمون في الحديقة."},
		documents.Table{Columns: []documents.Column{{Title: "Name"}, {Title: "Cast as"}}, Groups: []documents.Group{{Rows: []documents.Row{
			{Cells: []documents.Cell{documents.Text("Layla Haddad · ليلى حداد"), documents.Text("ليلى")}},
			{Cells: []documents.Cell{documents.Text("मीरा शर्मा"), {Text: "बाबू", Style: documents.TextStyle{Bold: true}}}},
			{Cells: []documents.Cell{documents.Text("김민지"), documents.Text("駅員（夜）")}},
			{Cells: []documents.Cell{documents.Text("มาลี ใจดี"), documents.Text("נועה כהן")}},
		}}}},
	}}
	got := render(t, doc, documents.Recipient{Name: "ليلى حداد", Detail: "copy 4"})
	if len(got.Findings) != 0 {
		t.Errorf("findings %v", got.Findings)
	}
	if dir := os.Getenv("SHOW"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "tables.pdf"), got.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
