package aaf

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"backlot/film/timeline"
)

// set is what a test says of an object: texts, whole numbers, ratios, objects and lists of objects by property.
type set map[uint16]any

type ratio [2]int32

// make makes an object as it would have been read from a file.
func (c *container) make(of class, s set) *object {
	o := &object{class: of, file: c, props: map[uint16]prop{}, kids: map[uint16][]*object{}}
	for pid, v := range s {
		var b []byte
		switch v := v.(type) {
		case string:
			for _, u := range utf16.Encode([]rune(v)) {
				b = binary.LittleEndian.AppendUint16(b, u)
			}
		case int:
			b = binary.LittleEndian.AppendUint64(b, uint64(v))
		case ratio:
			b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, uint32(v[0])), uint32(v[1]))
		case []byte:
			b = v
		case *object:
			o.kids[pid] = []*object{v}
		case []*object:
			o.kids[pid] = v
		default:
			panic(fmt.Sprintf("%T", v))
		}
		o.props[pid] = prop{formData, b}
	}
	return o
}

func weakTo(id string) prop { return prop{formWeak, append([]byte{0, 0, 0, 0, 16}, id...)} }

// cut is a file with one composition, a master clip of one file behind it, and a tape with a timecode behind that.
type cut struct {
	*container
	mobs []*object
}

const (
	picture = "0123456789abcdef"
	dissolv = "dissolvedissolve"
	motion  = "motionmotionmoti"
)

func newCut() *cut {
	c := &container{mobs: map[string]*object{}, names: map[uint16]map[string]string{}, defs: map[string]*object{}, dynamic: map[string]uint16{}}
	c.names[pidDataDefs] = map[string]string{picture: "Picture"}
	c.names[pidParameterDefs] = map[string]string{"ratio": "SpeedRatio", "map": "PARAM_SPEED_OFFSET_MAP_U"}
	c.defs[motion] = c.make(0, set{pidDefName: "Motion Control", pidTimeWarp: 1})
	c.defs[dissolv] = c.make(0, set{pidDefName: "Submaster"})
	k := &cut{container: c}
	tc := c.make(classTimecode, set{pidTCStart: 86400, pidLength: 2_000_000})
	k.mob(classSourceMob, "tape", "TAPE", k.slot(1, 1, k.source("", 0, 2_000_000)), k.slot(2, 1, tc))
	k.mob(classSourceMob, "file", "file.mxf", k.slot(1, 1, k.source("tape", 240, 480)))
	k.mobs[1].kids[pidDescriptor] = []*object{c.make(0, set{pidLocator: []*object{c.make(0, set{pidURL: `\\server\file.mxf`})}})}
	k.mob(classMasterMob, "master", "12A-1", k.slot(1, 1, k.source("file", 0, 480)))
	return k
}

func (k *cut) mob(of class, id, name string, slots ...*object) *object {
	m := k.make(of, set{pidMobName: name, pidMobID: []byte(id), pidSlots: slots})
	k.container.mobs[id] = m
	k.mobs = append(k.mobs, m)
	return m
}

func (k *cut) slot(id, number int, segment *object) *object {
	return k.make(classTimelineSlot, set{pidSlotID: id, pidNum: number, pidEditRate: ratio{24, 1}, pidSegment: segment})
}

// of gives an object the data definition of picture.
func of(o *object) *object {
	o.props[pidDataDef] = weakTo(picture)
	return o
}

func (k *cut) source(mob string, start, length int) *object {
	return of(k.make(classSourceClip, set{pidSourceID: []byte(mob), pidSourceSlot: 1, pidStartTime: start, pidLength: length}))
}

func (k *cut) sequence(parts ...*object) *object {
	return of(k.make(classSequence, set{pidComponents: parts}))
}

func (k *cut) filler(length int) *object { return of(k.make(classFiller, set{pidLength: length})) }

func (k *cut) operation(id string, length int, more set, inputs ...*object) *object {
	s := set{pidLength: length, pidInputs: inputs}
	for pid, v := range more {
		s[pid] = v
	}
	o := of(k.make(classOperationGroup, s))
	o.props[pidOperation] = weakTo(id)
	return o
}

// speed is a Motion Control effect with points of time and source.
func (k *cut) speed(length int, input *object, points ...[2]ratio) *object {
	var all []*object
	for _, p := range points {
		v := append(make([]byte, 17), k.make(0, set{0: p[1]}).props[0].data...)
		all = append(all, k.make(0, set{pidPointTime: p[0], pidPointValue: v}))
	}
	one := append(make([]byte, 17), k.make(0, set{0: ratio{1, 1}}).props[0].data...)
	return k.operation(motion, length, set{pidParameters: []*object{k.make(0, set{pidParameterDef: []byte("ratio"), pidValue: one}),
		k.make(classVaryingValue, set{pidParameterDef: []byte("map"), pidPoints: all})}}, input)
}

func (k *cut) read(segments ...*object) (*timeline.Node, []timeline.Finding) {
	var slots []*object
	for i, s := range segments {
		slots = append(slots, k.slot(i+1, i+1, s))
	}
	k.mob(classCompositionMob, "cut", "REEL 1", slots...)
	content := k.make(0, set{pidMobs: k.mobs})
	k.root = k.make(0, set{pidHeader: k.make(0, set{pidContent: content})})
	return k.container.read()
}

func lines(n *timeline.Node) string {
	var b strings.Builder
	var write func(n *timeline.Node, in string)
	write = func(n *timeline.Node, in string) {
		fmt.Fprintf(&b, "%s%s", in, n.Name)
		if n.Kind == timeline.Transition {
			fmt.Fprintf(&b, " %g+%g", n.InOffset.Value, n.OutOffset.Value)
		} else if n.Kind != timeline.Track {
			r := n.Trimmed()
			fmt.Fprintf(&b, " %g+%g", r.Start.Value, r.Duration.Value)
		}
		if s := n.Speed(); s != 1 {
			fmt.Fprintf(&b, " x%g", s)
		}
		if n.Disabled {
			b.WriteString(" off")
		}
		b.WriteByte('\n')
		for _, c := range n.Children {
			write(c, in+" ")
		}
	}
	for _, t := range n.Tracks.Children {
		write(t, "")
	}
	return b.String()
}

// TestCompositions: what Media Composer makes of a cut. The tape begins at 01:00:00:00, frame 86400; the file was captured from
// its 240th frame on, so the master clip begins at 86640.
func TestCompositions(t *testing.T) {
	for _, tt := range []struct {
		name    string
		want    string
		finding string
		build   func(k *cut) []*object
	}{
		{"two clips and a hole", "TimelineMobSlot\n 12A-1 86650+24\n Filler 0+12\n 12A-1 86700+48\n", "",
			func(k *cut) []*object {
				return []*object{k.sequence(k.source("master", 10, 24), k.filler(12), k.source("master", 60, 48))}
			}},
		{"a dissolve takes from both", "TimelineMobSlot\n 12A-1 86640+40\n Transition 12+8\n 12A-1 86752+36\n", "",
			func(k *cut) []*object {
				tr := of(k.make(classTransition, set{pidLength: 20, pidCutPoint: 12}))
				return []*object{k.sequence(k.source("master", 0, 48), tr, k.source("master", 100, 48))}
			}},
		{"a clip whose mob is not in the file", "TimelineMobSlot\n SourceClip Missing Mob 0+24\n 12A-1 86640+24\n", "shows what is not in the file",
			func(k *cut) []*object {
				return []*object{k.sequence(k.source("gone", 0, 24), k.source("master", 0, 24))}
			}},
		{"a mob without a name", "TimelineMobSlot\n  86640+24\n 12A-1 86640+24\n", "",
			func(k *cut) []*object {
				k.mob(classMasterMob, "noname", "", k.slot(1, 1, k.source("file", 0, 480)))
				return []*object{k.sequence(k.source("noname", 0, 24), k.source("master", 0, 24))}
			}},
		{"qualities of one picture: the first", "TimelineMobSlot\n 9C 86640+24\n 12A-1 86640+24\n", "",
			func(k *cut) []*object {
				group := of(k.make(classEssenceGroup, set{pidChoices: []*object{k.source("file", 0, 480), k.source("tape", 0, 480)}}))
				k.mob(classMasterMob, "group", "9C", k.slot(1, 1, k.sequence(group)))
				return []*object{k.sequence(k.source("group", 0, 24), k.source("master", 0, 24))}
			}},
		{"a clip that is muted", "TimelineMobSlot\n 12A-1 86640+24 off\n", "",
			func(k *cut) []*object {
				return []*object{k.sequence(of(k.make(classSelector, set{pidSelected: k.filler(24), pidAlternates: []*object{k.source("master", 0, 24)}})))}
			}},
		{"twice as fast, held, and a curve", "TimelineMobSlot\n 12A-1 86640+24 x2\n 12A-1 86640+24 x0\n 12A-1 86640+24\n", "",
			func(k *cut) []*object {
				at := func(n, m int32) [2]ratio { return [2]ratio{{n, 1}, {m, 1}} }
				return []*object{k.sequence(k.speed(24, k.source("master", 0, 48), at(0, 0), at(24, 48)), k.speed(24, k.source("master", 0, 1), at(0, 0), at(24, 0)),
					k.speed(24, k.source("master", 0, 30), at(0, 0), at(12, 3), at(24, 30)))}
			}},
		{"a composition within is opened, and cut to what is used", "TimelineMobSlot\n 12A-1 86644+6\n 12A-1 86740+14\n", "",
			func(k *cut) []*object {
				k.mob(classCompositionMob, "inner", "INNER", k.slot(1, 1, k.sequence(k.source("master", 0, 10), k.source("master", 100, 20))))
				k.mobs = k.mobs[:len(k.mobs)-1] // no cut of its own
				return []*object{k.sequence(k.source("inner", 4, 20))}
			}},
		{"tracks of a nested scope under an effect", "TimelineMobSlot\n Submaster 0+24\n  12A-1\n   12A-1 86640+24\n  Sequence\n   Filler 0+4\n   12A-1 86650+20\n 12A-1 86640+24\n", "",
			func(k *cut) []*object {
				scope := of(k.make(classNestedScope, set{pidScopeSlots: []*object{k.sequence(k.source("master", 0, 24)), k.sequence(k.filler(4), k.source("master", 10, 20))}}))
				return []*object{k.sequence(k.operation(dissolv, 24, nil, scope), k.source("master", 0, 24))}
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := newCut()
			n, findings := k.read(tt.build(k)...)
			if got := lines(n); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if tt.finding == "" && len(findings) > 0 || tt.finding != "" && !strings.Contains(fmt.Sprint(findings), tt.finding) {
				t.Errorf("findings %v; want %q", findings, tt.finding)
			}
		})
	}
}

// TestMediaThroughToTheTape: a clip knows the file it was captured to and the tape that was captured, each with what there is of
// it; a path that somebody noted comes first; a timecode of the master moves all.
func TestMediaThroughToTheTape(t *testing.T) {
	k := newCut()
	n, _ := k.read(k.sequence(k.source("master", 0, 24), k.source("master", 0, 24)))
	c := n.Tracks.Children[0].Children[0]
	if len(c.Media) != 2 || c.Shown().URL != "file:////server/file.mxf" || c.Media[1].Name != "TAPE" || c.Media[1].Schema != timeline.MissingReference {
		t.Fatalf("media %+v; want the file, then the tape", c.Media)
	}
	if r := c.Shown().Available; r.Start.Value != 86640 || r.Duration.Value != 480 {
		t.Errorf("of the file there is %v; want 480 frames from 86640", *r)
	}
	k = newCut()
	master := k.mobs[2]
	value := append(make([]byte, 17), k.make(0, set{0: "/vol/12A.mov"}).props[0].data...)
	value[3], value[4] = 0x10, 0x01
	master.kids[pidMobUser] = []*object{k.make(0, set{pidTagName: "UNC Path", pidTagValue: value})}
	master.kids[pidSlots] = append(master.kids[pidSlots], k.slot(2, 1, k.make(classTimecode, set{pidTCStart: 1000, pidLength: 480})))
	n, _ = k.read(k.sequence(k.source("master", 5, 24), k.source("master", 0, 24)))
	c = n.Tracks.Children[0].Children[0]
	if c.Shown().Name != "UNC Path" || c.Shown().URL != "file:///vol/12A.mov" || c.Source.Start.Value != 87645 {
		t.Errorf("shows %+v from %g; want the noted path from 87645", c.Shown(), c.Source.Start.Value)
	}
}

// TestMobsInACircle: a composition that shows itself is a gap there.
func TestMobsInACircle(t *testing.T) {
	k := newCut()
	n, findings := k.read(k.sequence(k.source("cut", 0, 24), k.source("master", 0, 24)))
	if got := lines(n); got != "TimelineMobSlot\n REEL 1 0+24\n 12A-1 86640+24\n" || len(findings) != 1 {
		t.Errorf("%s%v", got, findings)
	}
}

// TestMarkerColours: the nearest name to a colour of 16 bits a channel.
func TestMarkerColours(t *testing.T) {
	for _, tt := range []struct {
		r, g, b uint16
		want    string
	}{
		{65535, 0, 0, "RED"}, {0, 65535, 0, "GREEN"}, {0, 0, 65535, "BLUE"}, {65535, 65535, 0, "YELLOW"}, {0, 60000, 60000, "CYAN"},
		{65535, 65535, 65535, "WHITE"}, {3000, 3000, 3000, "BLACK"}, {60000, 30000, 30000, "PINK"}, {65535, 0, 65535, "MAGENTA"}, {40000, 0, 40000, "PURPLE"},
		{41471, 12134, 6564, "RED"}, {65535, 32768, 0, "ORANGE"},
	} {
		b := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, tt.r), tt.g), tt.b)
		if got := nearest(b); got != tt.want {
			t.Errorf("%d %d %d is %s; want %s", tt.r, tt.g, tt.b, got, tt.want)
		}
	}
}
