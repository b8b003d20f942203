package seed

import (
	"fmt"
	"strings"
)

var (
	titleFirst  = strings.Fields("Northern Paper Silent Copper Winter Hollow Amber Salt Second Glass Distant Iron Velvet Burning Quiet Broken Golden Borrowed Last Hidden")
	titleSecond = strings.Fields("Harbour Lantern Orchard Signal Meridian Crossing Archive Garden Republic Tide Machine Parish Frontier Sonata Ledger Winter Kingdom Station Border Promise")
	firstNames  = strings.Fields("Amara Ben Clara Dario Elif Femi Greta Hugo Ines Jonas Kaya Leo Mira Nils Oda Pavel Quinn Rosa Samir Tilda Umar Vera Wim Xenia Yusuf Zoe Anton Bea Cyrus Dana Emil Freya Gil Hana Igor Juno Kai Lena Marco Nora Oscar Petra Rafael Sana Tomas Ulla Victor Wanda Yara Ziad Ada Bruno Celia Dmitri Esme Farid Gwen Hanno Ilse Jarek")
	familyNames = strings.Fields("Abara Bergmann Castellan Dvorak Eriksen Fontaine Galloway Haddad Ishikawa Jansson Kowalski Lindqvist Moreau Novak Okafor Petrov Quist Rahman Sandoval Tanaka Ueland Vasquez Weller Xu Yilmaz Zeller Aaltonen Brandt Cho Delacroix Egger Farrow Grimaldi Holm Ivanova Jacobs Kerr Laurent Mbeki Nakamura Olsen Park Quigley Rossi Schulz Tran Usman Vogel Whitlock Yates Zanetti Archer Bauer Conti Duarte Ekberg Fischer Gallo Hansen Iqbal")
	placesOf    = strings.Fields("Hospital Courthouse Harbour Farmhouse Ministry School Embassy Factory Chapel Newsroom Bakery Station Penthouse Warehouse Theatre Prison Museum Clinic Bridge Quarry Lighthouse Diner Stables Archive Greenhouse Shipyard Library Hotel Barracks Cinema")
	rooms       = []string{"Corridor", "Kitchen", "Front office", "Stairwell", "Rooftop", "Cellar", "Bedroom", "Courtyard", "Reception", "Workshop", "Back room", "Balcony"}
	propNouns   = strings.Fields("letter lamp suitcase revolver photograph violin notebook compass telephone cup bottle map ring watch key knife candle newspaper radio typewriter briefcase camera passport bandage lantern ledger medal pistol satchel umbrella")
	propWords   = strings.Fields("cracked brass leather wooden silver stained child's military antique red engraved folded burnt tin travelling enamel")
	garments    = strings.Fields("coat dress uniform shirt waistcoat gown overalls jacket apron suit scarf boots gloves hat raincoat cardigan trousers nightgown cape shawl")
	colours     = strings.Fields("grey navy ochre ivory black emerald rust plum cream charcoal teal burgundy")
	verbs       = []string{"confronts", "lies to", "rescues", "follows", "finally answers", "bargains with", "says goodbye to", "teaches", "recognises", "hides from", "dances with", "accuses"}
	turns       = []string{"and finds the letter", "before the train leaves", "while the crowd watches", "as the power fails", "and loses the key", "but the phone rings", "in front of the child", "and nobody believes it", "until the rain stops", "and the door is locked"}
	lines       = []string{"You said you would wait.", "I counted them twice. There are only nine.", "Don't look at the window.", "It was never about the money, was it?", "Ask me again tomorrow.", "We have until six.", "He kept the receipt. He always keeps the receipt.", "Then why is the engine still warm?", "I'd know that handwriting anywhere.", "Tell them I was here all night."}
	actions     = []string{"Nobody moves. Somewhere a tap is running.", "She sets the glass down with great care.", "He turns the photograph to the wall.", "The lights come up in the house opposite.", "They cross without a word.", "Dust falls from the beam above the door.", "A dog barks twice, and then not again."}
	countries   = []struct {
		code, city, zone string
		lat, lon         float64
	}{
		{"GB", "Glasgow", "Europe/London", 55.86, -4.25}, {"DE", "Görlitz", "Europe/Berlin", 51.15, 14.99}, {"HU", "Budapest", "Europe/Budapest", 47.5, 19.04},
		{"ES", "Almería", "Europe/Madrid", 36.84, -2.46}, {"NO", "Bergen", "Europe/Oslo", 60.39, 5.32}, {"MT", "Valletta", "Europe/Malta", 35.9, 14.51},
	}
)

func (g *generator) titleName() string {
	return "The " + pick(g, titleFirst) + " " + pick(g, titleSecond)
}

func (g *generator) personName() (name, family string) {
	family = pick(g, familyNames)
	return pick(g, firstNames) + " " + family, family
}

func (g *generator) thing(category string, i int) string {
	switch category {
	case "wardrobe":
		return fmt.Sprintf("%s %s %d", title(pick(g, colours)), pick(g, garments), i)
	case "vehicle":
		return fmt.Sprintf("%s %s %d", title(pick(g, colours)), pick(g, []string{"saloon", "lorry", "tram", "bicycle", "ambulance", "motorbike", "van"}), i)
	case "background":
		return fmt.Sprintf("%s, group %d", pick(g, []string{"Passengers", "Dockers", "Guests", "Soldiers", "Nurses", "Market crowd", "Students", "Mourners"}), i)
	case "makeup":
		return fmt.Sprintf("%s %d", pick(g, []string{"Scar, healed", "Black eye", "Ageing, ten years", "Burn, hand", "Fever", "Tattoo"}), i)
	case "sfx", "vfx":
		return fmt.Sprintf("%s %d", pick(g, []string{"Rain", "Muzzle flash", "Set extension", "Fire", "Crowd multiplication", "Snow", "Explosion", "Sky replacement", "Screen insert"}), i)
	case "stunt":
		return fmt.Sprintf("%s %d", pick(g, []string{"Stair fall", "Car stop", "Fight", "High fall", "Fire crossing", "Wire pull"}), i)
	case "music", "sound":
		return fmt.Sprintf("%s %d", pick(g, []string{"Waltz", "Siren", "Church bell", "Radio song", "Train pass", "Marching band"}), i)
	case "animal":
		return fmt.Sprintf("%s %d", pick(g, []string{"Dog", "Horse", "Pigeons", "Cat", "Goat"}), i)
	}
	return fmt.Sprintf("%s %s %d", title(pick(g, propWords)), pick(g, propNouns), i)
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
