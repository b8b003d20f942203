package cutfile_test

import (
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"backlot/film/timeline/cutfile"
	"backlot/testdata/raced"
)

// hostile are files that are made to take time or room, of about so many bytes.
func hostile(size int) map[string]string {
	fill := func(head, piece, tail string) string {
		return head + strings.Repeat(piece, max(1, (size-len(head)-len(tail))/len(piece))) + tail
	}
	const project = `<fcpxml version="1.11"><resources><format id="f" frameDuration="1/24s"/><asset id="a" name="a" uid="U" duration="9s" format="f"/></resources><project name="P"><sequence format="f"><spine>`
	const end = `</spine></sequence></project></fcpxml>`
	const seq = `<xmeml><sequence id="s"><rate><timebase>24</timebase></rate><media><video><track>`
	const event = "001  A V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n"
	long := strings.Repeat("x", size/2)
	return map[string]string{
		"deep.xml":         fill("<xmeml>", "<sequence>", ""),
		"attribute.fcpxml": fill(`<fcpxml version="`, "x", `"/>`),
		"elements.xml":     fill("<xmeml>", "<a/>", "</xmeml>"),
		"comments.xml":     fill("<xmeml>", "<!-- -->", "</xmeml>"),
		"atonce.fcpxml":    fill(project+`<gap duration="9s">`, `<asset-clip ref="a" lane="1" offset="0s" duration="1s"/>`, `</gap>`+end),
		"dissolves.fcpxml": fill(project, `<gap duration="1s"/><transition offset="3s" duration="1s"/>`, end),
		"longname.fcpxml":  fill(strings.Replace(project, `"U"`, `"`+long+`"`, 1), `<asset-clip ref="a" duration="1s"/>`, end),
		"onefile.xml":      fill(seq+`<clipitem><start>0</start><end>1</end><in>0</in><file id="x"><note>`+long+`</note></file></clipitem>`, `<clipitem><start>0</start><end>1</end><in>0</in><file id="x"/></clipitem>`, `</track></video></media></sequence></xmeml>`),
		"oneitem.xml":      fill(seq+`<clipitem id="c"><note>`+long+`</note><start>0</start><end>1</end><in>0</in></clipitem>`, `<clipitem id="c"/>`, `</track></video></media></sequence></xmeml>`),
		"atonce.edl":       fill("TITLE: x\n", event, ""),
		"oneline.edl":      fill(event, "9", ""),
		"comments.edl":     fill(event, "* x\n", ""),
		"locators.edl":     fill(event, "* LOC: 01:00:00:00 RED x\n", ""),
		"columns.ale":      fill("Heading\nFPS\t24\nColumn\nName\t"+long+"\nData\n", "a\tb\n", ""),
		"tabs.ale":         fill("Heading\nFPS\t24\nColumn\nName", "\t", "\nData\na\n"),
		"comment.txt":      fill("SESSION NAME:\tx\nTRACK NAME:\ta\nCOMMENTS:\tb\n", "c\n", ""),
		"headings.txt":     fill("SESSION NAME:\tx\n", "A B C D E F\n", ""),
		"brackets.otio":    fill("", "[", ""),
		"objects.otio":     fill("", `{"a":`, ""),
		"late.otio":        fill(`{"a":"`, "x", `","OTIO_SCHEMA":"Timeline.1","name":"x"}`),
		"strings.otio":     fill(`{"OTIO_SCHEMA":"Timeline.1","metadata":{"x":["`, `\u0041`, `"]}}`),
		"wide.edl":         "\xff\xfe" + fill("", "\x00\xd8", ""),
	}
}

// TestHostileFiles: a file that is made to take time or room is refused or opens, and takes neither. By day the files are small,
// and what takes the square of its size is found by the long test, of 20 MB each.
func TestHostileFiles(t *testing.T) {
	size := raced.Cases(200_000, 40_000)
	if os.Getenv("BACKLOT_LONG") != "" {
		size = 20_000_000
	}
	for name, in := range hostile(size) {
		t.Run(name, func(t *testing.T) {
			raw := []byte(in)
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			var most atomic.Uint64
			done, over := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(over)
				for {
					var now runtime.MemStats
					runtime.ReadMemStats(&now)
					most.Store(max(most.Load(), now.HeapAlloc))
					select {
					case <-done:
						return
					case <-time.After(20 * time.Millisecond):
					}
				}
			}()
			f, err := cutfile.Parse(raw, name, cutfile.Options{})
			close(done)
			<-over
			runtime.KeepAlive(f)
			if err == nil && f.Root == nil {
				t.Error("neither a cut nor an error")
			}
			took := int64(most.Load()) - int64(before.HeapAlloc)
			t.Logf("%d MB for %.1f MB: %.120v", took>>20, float64(len(raw))/1e6, err)
			// a file of nothing but the shortest elements takes most, half of it what the collector has not taken yet
			if took > int64(50*len(raw)+64<<20) {
				t.Errorf("%d MB of memory for %d bytes; want at most 50 times the file and 64 MB", took>>20, len(raw))
			}
		})
	}
}
