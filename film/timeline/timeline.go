// Package timeline is a cut: tracks of clips, gaps and transitions, what they show and where it comes from.
//
// The words and the rules are OpenTimelineIO's, so that a cut travels between programs as an .otio file and
// nothing of it is lost: what this package does not know is kept as it was read. The folders below read and
// write what else editing rooms exchange (edl, fcp7, fcpx, ale, aaf, protools), all through this model.
// Everything here is pure: no clock, no files.
package timeline

// Kind is what a node of a cut is.
type Kind uint8

// The kinds. An Unknown node is an object of a schema we have never heard of; it is kept in Raw.
const (
	Unknown Kind = iota
	Timeline
	Collection
	Stack
	Track
	Clip
	Gap
	Transition
)

// The kinds of track that editors name.
const (
	Video = "Video"
	Audio = "Audio"
)

// Node is one thing in a cut. Which fields have a meaning depends on its kind; the zero value of a field
// says nothing.
type Node struct {
	Kind     Kind
	Version  int // of the schema as it was read, if newer than ours; 0 otherwise
	Name     string
	Disabled bool      // muted, or switched off
	Source   *Range    // the part that is used, in the node's own time; nil means all of it
	Effects  []*Effect // in the order in which they apply
	Markers  []*Marker
	Children []*Node // of a stack (bottom first), a track (in order of time), or a collection

	TrackKind string // of a track: Video, Audio, or what the file calls it
	Tracks    *Node  // of a timeline: its stack
	Start     *Time  // of a timeline: the timecode of its first frame

	Media  []Media // of a clip: what it may show, by key
	Active string  // of a clip: the key of the media it does show

	Shape     string // of a transition, such as SMPTE_Dissolve
	InOffset  Time   // of a transition: how much of the clip before it takes
	OutOffset Time   // of a transition: how much of the clip after it takes

	Metadata Raw     // what the file says beyond the model, by program
	Extra    []Field // fields of the object that the model does not have, as read
	Raw      Raw     // of an unknown node: all of it
}

// Field is a field of an object and its value, as read.
type Field struct {
	Name  string
	Value Raw
}

// The schemas of media. Other names stand for schemas we have never heard of.
const (
	MissingReference       = "MissingReference"
	ExternalReference      = "ExternalReference"
	GeneratorReference     = "GeneratorReference"
	ImageSequenceReference = "ImageSequenceReference"
)

// Media is what a clip shows: a file, a series of stills, something generated, or nothing that is known.
type Media struct {
	Key       string // among the media of its clip
	Schema    string
	Version   int // of the schema, if newer than ours
	Name      string
	Available *Range // what there is of it, in its own time
	URL       string // ExternalReference; ImageSequenceReference: the folder
	Generator string // GeneratorReference: black, SMPTEBars ...
	Sequence  *Stills
	Metadata  Raw
	Extra     []Field
	Raw       Raw // of an unknown schema: all of it
}

// Stills are files with a number each, such as a render.
type Stills struct {
	Prefix, Suffix string
	First, Step    int // number of the first frame; how many numbers a frame takes
	Rate           float64
	Padding        int    // digits of a number
	Missing        string // what to show where a frame is missing: error, hold or black
}

// The schemas of effects that change time; other effects only have a name.
const (
	PlainEffect    = "Effect"
	TimeEffect     = "TimeEffect"
	LinearTimeWarp = "LinearTimeWarp"
	FreezeFrame    = "FreezeFrame"
)

// Effect is something done to a clip. Scalar is the speed of a LinearTimeWarp: 2 is twice as fast, -1 is
// backwards; 0 is a frame held.
type Effect struct {
	Schema   string
	Version  int
	Name     string
	Effect   string // effect_name: what the program that made it calls it
	Scalar   float64
	Disabled bool
	Metadata Raw
	Extra    []Field
	Raw      Raw
}

// Marker is a note at a place. Range is in the time of the node it stands on.
type Marker struct {
	Version  int
	Name     string
	Color    string
	Comment  string
	Range    Range
	Metadata Raw
	Extra    []Field
	Raw      Raw
}

// New makes a timeline with an empty stack.
func New(name string) *Node {
	return &Node{Kind: Timeline, Name: name, Tracks: &Node{Kind: Stack, Name: "tracks"}}
}

// AddTrack puts an empty track on top of a timeline's stack.
func (n *Node) AddTrack(name, kind string) *Node {
	t := &Node{Kind: Track, Name: name, TrackKind: kind}
	n.Tracks.Children = append(n.Tracks.Children, t)
	return t
}

// Shown is the media a clip shows, or nil.
func (n *Node) Shown() *Media {
	for i := range n.Media {
		if n.Media[i].Key == n.Active {
			return &n.Media[i]
		}
	}
	return nil
}

// Show makes one piece of media all that a clip has.
func (n *Node) Show(m Media) {
	m.Key = defaultMedia
	n.Media, n.Active = []Media{m}, defaultMedia
}

const defaultMedia = "DEFAULT_MEDIA"

// Speed is how fast a clip's source runs: the product of its linear time warps; a freeze frame gives 0.
func (n *Node) Speed() float64 {
	s := 1.0
	for _, e := range n.Effects {
		switch {
		case e.Disabled:
		case e.Schema == LinearTimeWarp:
			s *= e.Scalar
		case e.Schema == FreezeFrame:
			s = 0
		}
	}
	return s
}

// OtherMedia counts what the clips of a node may show beside what they do: how many media, of how many clips.
func (n *Node) OtherMedia() (media, clips int) {
	n.Walk(func(c *Node) bool {
		if len(c.Media) > 1 {
			media, clips = media+len(c.Media)-1, clips+1
		}
		return true
	})
	return media, clips
}

// Timelines lists the timelines in a node, itself if it is one, in order.
func (n *Node) Timelines() []*Node {
	if n == nil {
		return nil
	}
	if n.Kind == Timeline {
		return []*Node{n}
	}
	var out []*Node
	for _, c := range n.Children {
		out = append(out, c.Timelines()...)
	}
	return out
}

// Walk calls f for the node and everything in it, parents first, until f says false for a node; its
// children are then left out.
func (n *Node) Walk(f func(*Node) bool) {
	if n == nil || !f(n) {
		return
	}
	n.Tracks.Walk(f)
	for _, c := range n.Children {
		c.Walk(f)
	}
}
