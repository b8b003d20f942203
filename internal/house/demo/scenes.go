package demo

import (
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sceneRow is what the first assistant director wrote about a scene: what happens
// in a line, and how many minutes on set it needs.
type sceneRow struct {
	number, synopsis string
	minutes          int
	unit, chronology string
}

var sceneRows = []sceneRow{
	{"1", "1953: a storm, the beam, a child on the gallery. Main title.", 300, second, ""},
	{"2", "Old Ada gets a parcel from Norway: the winding key.", 420, portugal, ""},
	{"3", "On the night of Saint Anthony Old Ada comes down the stairs, counting.", 140, portugal, ""},
	{"4", "Ada forges her father's signature; the dog eats his soup.", 270, norway, ""},
	{"5", "Ada climbs to wind the clockwork.", 120, norway, ""},
	{"6", "Solveig and Ada tend the lens; Solveig begins the legend of the Draug.", 300, norway, ""},
	{"7", "The legend, in cut paper.", 0, "", ""},
	{"8", "In the blizzard Ada and Bris find a drowned man who moves.", 330, norway, ""},
	{"9", "Solveig warms the stranger with her own body.", 210, norway, ""},
	{"10", "The mail boat brings quarantine, and a warning: an inspector is coming.", 450, norway, ""},
	{"11", "Ivo pays for words with words, and opens a music box.", 480, norway, ""},
	{"12", "Ivo mends the clockwork; Solveig says why she signs.", 240, norway, ""},
	{"13", "Ada waits for the beam; it does not come.", 120, norway, ""},
	{"14", "Under the sea Ada tells the Draug to stop rowing.", 480, norway, "dream"},
	{"15", "Ada wakes with a cut the shape of a ray.", 90, norway, ""},
	{"16", "On a black beach Old Ada reads a stone, and a name is missing.", 420, iceland, ""},
	{"17", "An archivist threads a film that was never shown.", 120, iceland, ""},
	{"18", "Newsreel, 1953: the tall man walks out of the picture.", 60, second, "flashback"},
	{"19", "Ada understands that Ivo stayed, and that her mother hid it.", 150, iceland, ""},
	{"20", "At the feast Solveig sings; the inspector walks in.", 420, norway, ""},
	{"21", "Krogh has counted four seconds where there were four and a half.", 300, norway, ""},
	{"22", "Solveig and Ivo, one candle, the beam.", 240, norway, ""},
	{"23", "Krogh reads a hundred and thirty-one signatures; Ada answers.", 240, norway, ""},
	{"24", "The fleet has lost the light.", 210, norway, ""},
	{"25", "The chain parts, the key shears, the sea comes into the lamp room.", 420, norway, ""},
	{"26", "One take: stairwell, gallery, over the rail and back.", 1260, norway, ""},
	{"27", "Ada lights the lamp and turns the lens with her shoulder.", 270, norway, ""},
	{"28", "Four seconds. Thirteen red stars answer.", 180, norway, ""},
	{"29", "Dawn: fourteen boats, and Solveig signs her own name.", 160, norway, ""},
	{"30", "Ada says the words and gives the sou'wester to the sea.", 150, norway, ""},
	{"31", "On the ferry a boy asks whether she is as old as the lighthouse.", 150, norway, ""},
	{"32", "A guide tells it wrong; Ada lets him.", 180, norway, ""},
	{"33", "Two Adas push; the lens turns.", 300, norway, ""},
	{"34", "Somebody opens the kitchen door: Tomás, her mother's son.", 420, norway, ""},
	{"35", "Brother and sister at the rail, and the beam in full daylight.", 180, norway, ""},
	{"36", "End titles under the song.", 0, "", ""},
}

func (b *builder) describeScenes(e *graph.Edit) {
	for _, r := range sceneRows {
		graph.Update(e, b.scene(r.number).ID, func(s *production.Scene) {
			s.Synopsis, s.EstimatedShootMin, s.Unit, s.Chronology = r.synopsis, r.minutes, b.unit(r.unit), r.chronology
		})
	}
}
