// Package breakdown proposes what every scene of a script needs: cast, props,
// vehicles, animals, stunts and the other categories of a breakdown sheet, each
// with the words of the script that say so.
//
// A proposal is for a person to accept or reject, so the rules prefer silence to
// noise: similes, negations and verbs that look like nouns propose nothing. The
// words are English; cast and notes work in every language.
package breakdown

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"backlot/film/screenplay"
)

// Category is a category of the breakdown sheet.
type Category string

// The standard categories.
const (
	Cast              Category = "cast"
	Background        Category = "background"
	Stunts            Category = "stunts"
	Vehicles          Category = "vehicles"
	Props             Category = "props"
	Wardrobe          Category = "wardrobe"
	MakeupHair        Category = "makeup_hair"
	Animals           Category = "animals"
	AnimalWrangler    Category = "animal_wrangler"
	Music             Category = "music"
	Sound             Category = "sound"
	SetDressing       Category = "set_dressing"
	Greenery          Category = "greenery"
	SpecialEquipment  Category = "special_equipment"
	SpecialEffects    Category = "special_effects"
	VisualEffects     Category = "visual_effects"
	MechanicalEffects Category = "mechanical_effects"
	Security          Category = "security"
	AdditionalLabor   Category = "additional_labor"
	Miscellaneous     Category = "miscellaneous"
	Notes             Category = "notes"
)

// Categories lists the categories in the order of a breakdown sheet.
func Categories() []Category {
	return []Category{Cast, Background, Stunts, Vehicles, Props, Wardrobe, MakeupHair, Animals, AnimalWrangler, Music,
		Sound, SetDressing, Greenery, SpecialEquipment, SpecialEffects, VisualEffects, MechanicalEffects, Security,
		AdditionalLabor, Miscellaneous, Notes}
}

// Place is where the script says it.
type Place struct {
	Block string `json:"block"` // id of the block
	Start int    `json:"start"` // runes of its text, End not included
	End   int    `json:"end"`
	Words string `json:"words"`
}

// Suggestion is one element proposed for one scene.
type Suggestion struct {
	Scene      string   `json:"scene"`  // id of the scene
	Number     string   `json:"number"` // its number, if it has one
	Category   Category `json:"category"`
	Name       string   `json:"name"`
	Places     []Place  `json:"places"`     // at least one, in script order
	Confidence float64  `json:"confidence"` // 0 to 1
}

// Suggest proposes elements for every scene, in script order and then in the
// order of the categories. It never repeats an element within a scene.
func Suggest(s *screenplay.Script) []Suggestion {
	study := s.Study()
	f := &finder{s: s, index: map[string]int{}, out: make([]Suggestion, 0, 6*len(study.Scenes)), scenes: study.Scenes, v: theVocabulary(), people: map[string]bool{}, pets: map[string]string{}}
	for i := range f.scenes {
		for _, c := range f.scenes[i].Characters {
			f.people[c.Name] = true
		}
	}
	f.lex = lexer{v: f.v, terms: map[string]*term{}}
	f.namePets()
	f.lex = lexer{v: f.v, pets: f.pets, terms: map[string]*term{}}
	f.english, f.speeches, f.named = English(s), study.Speeches, study.Mentioned
	for i := range f.scenes {
		f.scene(&f.scenes[i])
	}
	return f.out
}

type finder struct {
	s      *screenplay.Script
	scenes []screenplay.Scene
	v      *vocabulary
	people map[string]bool
	pets   map[string]string // name in capitals of an animal, and what it is

	lex      lexer
	key      []byte
	places   []Place // room for the first place of suggestions
	skip     []bool
	english  bool
	speeches []screenplay.Speech
	speech   int // the first in the scene at hand or after it
	named    [][]screenplay.Mention

	out   []Suggestion
	index map[string]int // within the scene: category and name to index in out
	at    *screenplay.Scene
	from  int
}

// add proposes an element of the scene at hand.
func (f *finder) add(c Category, name string, conf float64, p Place) {
	key := string(c) + "\x00" + strings.ToLower(name)
	if i, ok := f.index[key]; ok {
		f.out[i].Places = append(f.out[i].Places, p)
		f.out[i].Confidence = max(f.out[i].Confidence, conf)
		return
	}
	f.index[key] = len(f.out)
	if len(f.places) == 0 {
		f.places = make([]Place, 256)
	}
	first := f.places[:1:1]
	f.places, first[0] = f.places[1:], p
	f.out = append(f.out, Suggestion{Scene: f.at.ID, Number: f.at.Number, Category: c, Name: name, Places: first, Confidence: conf})
}

func (f *finder) scene(sc *screenplay.Scene) {
	f.at, f.from = sc, len(f.out)
	clear(f.index)
	if sc.Omitted {
		return
	}
	f.cast()
	if f.english {
		f.heading(&f.s.Blocks[sc.Start])
	}
	for i := sc.Start; i < sc.End; i++ {
		b := &f.s.Blocks[i]
		switch b.Type {
		case screenplay.Action:
			if f.english {
				f.action(b)
			}
		case screenplay.Parenthetical:
			f.manner(b)
		case screenplay.Lyrics:
			f.add(Music, "Song", 0.95, whole(b))
		case screenplay.Note:
			f.add(Notes, clip(b.Text), 0.9, whole(b))
			f.remark(b, b.Text, whole(b))
		}
		for _, n := range b.Notes {
			if n.Type == screenplay.Note && strings.TrimSpace(n.Text) != "" {
				p := Place{b.ID, n.At, n.At, clip(n.Text)}
				f.add(Notes, clip(n.Text), 0.9, p)
				f.remark(b, n.Text, p)
			}
		}
	}
	order := map[Category]int{}
	for i, c := range Categories() {
		order[c] = i
	}
	part := f.out[f.from:]
	sort.SliceStable(part, func(i, j int) bool { return order[part[i].Category] < order[part[j].Category] })
}

// remark reads a writer's note for what it asks of security and labour.
func (f *finder) remark(b *screenplay.Block, text string, p Place) {
	low := strings.ToLower(text)
	if strings.Contains(low, "closed set") {
		f.add(Security, "Closed set", 0.95, p)
	}
	for _, job := range [...]string{"Intimacy coordinator", "Stunt coordinator", "Choreographer", "Armourer", "Dialect coach", "Animal wrangler", "Medic", "Studio teacher", "Water safety crew"} {
		if strings.Contains(low, strings.ToLower(job)) {
			c := AdditionalLabor
			if job == "Animal wrangler" {
				c = AnimalWrangler
			}
			f.add(c, job, 0.95, p)
		}
	}
}

func whole(b *screenplay.Block) Place {
	return Place{b.ID, 0, len([]rune(b.Text)), clip(b.Text)}
}

func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 80 {
		return strings.TrimSpace(string(r[:79])) + "…"
	}
	return text
}

// cast proposes everyone who speaks or is named in the action.
func (f *finder) cast() {
	for _, c := range f.at.Characters {
		if _, pet := f.pets[c.Name]; pet {
			continue
		}
		if c.Group && !f.v.crowds[strings.ToLower(strings.TrimPrefix(c.Name, "THE "))] {
			continue // ALL speak: everybody of them is cast already
		}
		if p, ok := f.mention(c.Name); ok {
			if c.Group {
				f.add(Background, title(strings.ToLower(c.Name)), 0.9, p)
				continue
			}
			conf := 0.9
			if c.Speaks() {
				conf = 0.98
			}
			f.add(Cast, c.Name, conf, p)
		}
	}
}

// mention finds the first cue of a character in the scene, or else the first
// naming.
func (f *finder) mention(name string) (Place, bool) {
	for ; f.speech < len(f.speeches) && f.speeches[f.speech].Start < f.at.Start; f.speech++ {
	}
	for _, sp := range f.speeches[f.speech:] {
		if sp.Start >= f.at.End {
			break
		}
		if slices.Contains(sp.Names, name) {
			return whole(&f.s.Blocks[sp.Start]), true
		}
	}
	for i := f.at.Start + 1; i < f.at.End; i++ {
		for _, m := range f.named[i] {
			if m.Name == name {
				b := &f.s.Blocks[i]
				from := utf8.RuneCountInString(b.Text[:m.Start])
				words := b.Text[m.Start:m.End]
				return Place{b.ID, from, from + utf8.RuneCountInString(words), words}, true
			}
		}
	}
	return Place{}, false
}

// heading proposes a vehicle that a scene plays in, INT. CAR, and footage that it is.
func (f *finder) heading(b *screenplay.Block) {
	ts := f.lex.split(b.Text)
	for i := range ts {
		for n := min(3, len(ts)-i); n > 0; n-- {
			if n > 1 && ts[i].lengths&(1<<n) == 0 {
				continue
			}
			for _, e := range f.entries(ts[i : i+n]) {
				if e.cat == Miscellaneous {
					f.add(e.cat, e.name, 0.85, placeOf(b, ts[i:i+n]))
				}
				if e.cat == Vehicles && f.at.IntExt != "" && strings.Contains(f.at.Set, strings.ToUpper(ts[i].text)) && !followedByPlace(ts, i+n) {
					f.add(Vehicles, e.name, 0.85, placeOf(b, ts[i:i+n]))
				}
			}
		}
	}
}

// followedByPlace reports whether the word is part of the name of a place, as in
// BUS STATION or CAR PARK.
func followedByPlace(ts []word, i int) bool {
	if i >= len(ts) {
		return false
	}
	switch strings.ToUpper(ts[i].text) {
	case "STATION", "STOP", "PARK", "WASH", "SHOP", "DEALER", "DEALERSHIP", "LOT", "YARD", "SHED", "HOUSE", "DEPOT", "RANK", "TERMINAL", "RAMP", "LANE", "SHELTER", "GRAVEYARD", "RENTAL", "FACTORY":
		return true
	}
	return false
}

// manner reads a parenthetical for song and speech in other ways.
func (f *finder) manner(b *screenplay.Block) {
	low := strings.ToLower(b.Text)
	if strings.Contains(low, "singing") || strings.Contains(low, "sings") || strings.Contains(low, "sung") {
		f.add(Music, "Song", 0.9, whole(b))
	}
	for _, lang := range [...]string{"french", "german", "spanish", "italian", "portuguese", "russian", "arabic", "japanese", "mandarin", "norwegian", "swedish", "polish", "hindi", "korean", "turkish", "hebrew", "danish", "finnish", "dutch", "greek"} {
		if strings.Contains(low, "in "+lang) {
			f.add(AdditionalLabor, "Dialect coach ("+strings.ToUpper(lang[:1])+lang[1:]+")", 0.8, whole(b))
		}
	}
}
