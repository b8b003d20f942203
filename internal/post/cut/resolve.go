package cut

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"

	"backlot/film/timeline"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// shelf finds the clip a shot of a list shows, by name, reel and timecode.
type shelf struct {
	byName map[string][]clip // name without folder and ending, in capitals
	byRoll map[string][]clip
	byTake map[string][]clip   // slate and number, in capitals, as takeKey has them
	slates map[string]graph.ID // scene of a slate
	scenes map[graph.ID]graph.ID
}

type clip struct {
	id graph.ID
	production.Clip
}

func newShelf(v graph.View) *shelf {
	s := &shelf{byName: map[string][]clip{}, byRoll: map[string][]clip{}, byTake: map[string][]clip{}, slates: map[string]graph.ID{}, scenes: map[graph.ID]graph.ID{}}
	for id, c := range graph.All[production.Clip](v) {
		one := clip{id, c}
		s.byName[stem(c.Name)] = append(s.byName[stem(c.Name)], one)
		if roll, ok := graph.Get[production.Roll](v, c.Roll.ID); ok {
			name := strings.ToUpper(roll.Name)
			s.byRoll[name] = append(s.byRoll[name], one)
		}
		if take, ok := graph.Get[production.Take](v, c.Take.ID); ok {
			set, _ := graph.Get[production.Setup](v, take.Setup.ID)
			k := takeKey(set.Slate, fmt.Sprint(take.Number)+take.Suffix)
			s.byTake[k] = append(s.byTake[k], one)
		}
		if scene := sceneOfClip(v, c); !scene.IsZero() {
			s.scenes[id] = scene
		}
	}
	for _, set := range graph.All[production.Setup](v) {
		s.slates[strings.ToUpper(set.Slate)] = set.Scene.ID
	}
	return s
}

// sceneOfClip is the scene whose take a clip is.
func sceneOfClip(v graph.View, c production.Clip) graph.ID {
	take, ok := graph.Get[production.Take](v, c.Take.ID)
	if !ok {
		return graph.ID{}
	}
	set, _ := graph.Get[production.Setup](v, take.Setup.ID)
	return set.Scene.ID
}

// stem is the name of a file without folder and ending, in capitals.
func stem(s string) string {
	s = path.Base(strings.ReplaceAll(s, `\`, "/"))
	if ext := path.Ext(s); len(ext) > 1 && len(ext) <= 5 && ext[1] > '9' && !strings.Contains(ext, " ") {
		s = strings.TrimSuffix(s, ext)
	}
	return strings.ToUpper(strings.TrimSpace(s))
}

// Why a shot has no clip.
const (
	unknownMedia = "unknown"   // no clip of the name, and none of the reel at the timecode
	severalClips = "ambiguous" // several clips fit
	otherCode    = "timecode"  // the clip of the name has another timecode
)

// find is the clip a shot shows, or why none is.
func (s *shelf) find(shot *timeline.Shot) (clip, string) {
	named := s.byName[stem(shot.Media)]
	if len(named) == 0 {
		named = s.byName[stem(shot.Name)]
	}
	fits := holding(named, shot)
	switch {
	case len(fits) == 1:
		return fits[0], ""
	case len(fits) > 1:
		return clip{}, severalClips
	case len(named) > 0:
		return clip{}, otherCode
	}
	if slate, take := loggedTake(shot); slate != "" {
		if fits := holding(s.byTake[takeKey(slate, take)], shot); len(fits) == 1 {
			return fits[0], ""
		}
	}
	reel := strings.ToUpper(shot.Reel)
	if reel == "" {
		return clip{}, unknownMedia
	}
	list := s.byRoll[reel]
	for name, clips := range s.byName {
		if strings.HasPrefix(name, reel) && len(list) == 0 { // a list's reel is cut to eight letters of the clip's name
			list = append(list, clips...)
		}
	}
	switch fits = holding(list, shot); len(fits) {
	case 1:
		return fits[0], ""
	case 0:
		return clip{}, unknownMedia
	}
	return clip{}, severalClips
}

// holding are the clips whose timecode holds what a shot shows. One whose timecode is not known holds everything.
func holding(list []clip, shot *timeline.Shot) []clip {
	var out []clip
	for _, c := range list {
		if c.LengthFrames == 0 || c.Rate.IsZero() || shot.Source.IsZero() {
			out = append(out, c)
			continue
		}
		from := c.Rate.Convert(c.TimecodeStartFrames, shot.Source)
		to := from + c.Rate.Convert(c.LengthFrames, shot.Source)
		if shot.In >= from && shot.Out <= to+1 || shot.In >= 0 && shot.Out <= c.Rate.Convert(c.LengthFrames, shot.Source)+1 && shot.In < from {
			out = append(out, c)
		}
	}
	return out
}

// fromFirst counts a source frame from the clip's first. Some lists count a clip's frames from 0 and not from its timecode.
func (c clip) fromFirst(shot *timeline.Shot) (in, timecode int64) {
	if c.Rate.IsZero() || shot.Source.IsZero() {
		return shot.In, shot.In
	}
	from := c.Rate.Convert(c.TimecodeStartFrames, shot.Source)
	if shot.In < from {
		return shot.In, shot.In + from
	}
	return shot.In - from, shot.In
}

// slateIn finds a slate at the beginning of a name: "42A-3", "42A_T03", "42A/3".
var slateIn = regexp.MustCompile(`^([0-9A-Z]*[0-9][0-9A-Z]*)(?:[-_/ ]|$)`)

// takeKey is a take as people call it, in one form.
func takeKey(slate, take string) string {
	return strings.ToUpper(slate) + "/" + strings.ToUpper(strings.TrimLeft(take, "0"))
}

// loggedTake is the slate and the take that a log has for a shot; the columns are those that script supervisors' and labs'
// logs have.
func loggedTake(shot *timeline.Shot) (slate, take string) {
	var row map[string]string
	shot.Node.Metadata.Into(&row, "ALE")
	return strings.TrimSpace(cmp.Or(row["Slate"], row["Scene"])), strings.TrimSpace(row["Take"])
}

// scene is the scene a shot plays in: its clip's, else that of its slate in a log or in its name.
func (s *shelf) scene(found graph.ID, shot *timeline.Shot) graph.ID {
	if id, ok := s.scenes[found]; ok {
		return id
	}
	if slate, _ := loggedTake(shot); slate != "" {
		if id, ok := s.slates[strings.ToUpper(slate)]; ok {
			return id
		}
	}
	if m := slateIn.FindStringSubmatch(strings.ToUpper(shot.Name)); m != nil {
		return s.slates[m[1]]
	}
	return graph.ID{}
}
