package strips

import "strings"

// Shade is the colour of the strips of one kind of scene.
type Shade struct {
	IntExt string `json:"int_ext"` // INT, EXT, INT/EXT; empty matches all
	Light  Light  `json:"light"`   // empty matches all
	Colour string `json:"colour"`  // "#rrggbb"
	Name   string `json:"name"`    // what a crew calls it
}

// Palette is the colour code of a board: the first shade that matches counts. It is a setting of
// the production, because no standard was found.
type Palette []Shade

// Classic is the code most printed boards use: white and yellow by day, blue and green by night,
// inside before outside. Dawn and dusk have a colour of their own, since their time is short.
var Classic = Palette{
	{"INT", Night, "#a9c7ea", "blue"},
	{"EXT", Night, "#b5d8a8", "green"},
	{"INT/EXT", Night, "#a8d5d0", "teal"},
	{"", Dawn, "#f6c4cf", "pink"},
	{"", Dusk, "#f5c99a", "orange"},
	{"INT", Day, "#ffffff", "white"},
	{"EXT", Day, "#ffec96", "yellow"},
	{"INT/EXT", Day, "#fff6d0", "cream"},
	{"", "", "#eceef1", "grey"},
}

// Hues is the code of one scheduling tool: a hue for the light, lighter outside
// (sceneitall.pro/docs/schedule/strips-and-banners).
var Hues = Palette{
	{"INT", Day, "#ffe066", "yellow"},
	{"INT", Night, "#8fb4e8", "blue"},
	{"INT", Dawn, "#f7a860", "orange"},
	{"INT", Dusk, "#f7a860", "orange"},
	{"", Day, "#fff2b8", "light yellow"},
	{"", Night, "#c9dcf6", "light blue"},
	{"", Dawn, "#fcd9b6", "light orange"},
	{"", Dusk, "#fcd9b6", "light orange"},
	{"", "", "#eceef1", "grey"},
}

// Of returns the shade of a scene; grey when nothing matches.
func (p Palette) Of(s Scene) Shade {
	light, side := LightOf(s.Time), strings.ToUpper(s.IntExt)
	for _, sh := range p {
		if (sh.IntExt == "" || sh.IntExt == side) && (sh.Light == "" || sh.Light == light) {
			return sh
		}
	}
	return Shade{Colour: "#eceef1", Name: "grey"}
}
