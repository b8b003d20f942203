package breakdown

import "strings"

// entry is a word or phrase that names an element.
type entry struct {
	cat    Category
	name   string
	conf   float64
	strict bool // a noun that is also a verb or a common word: wants an article, possessive or number
	loose  bool // a verb or a phrase that needs no check
}

// The lexicon, a category a block. Entries are parted by commas; "a=b" proposes
// b where a is written; "!" before an entry makes it strict.
var nouns = map[Category]string{
	Vehicles: `car, police car, patrol car, squad car=police car, sedan, coupe, convertible, station wagon, hatchback, suv, jeep, limousine,
		limo=limousine, taxi, cab=taxi, taxicab=taxi, van, minivan, police van, truck, pickup truck, pickup=pickup truck, fire truck, fire engine=fire truck, tow truck, lorry,
		semi-truck, tractor, trailer truck, bus, school bus, minibus, coach bus, ambulance, hearse, motorcycle, motorbike=motorcycle,
		scooter, moped, bicycle, bike=bicycle, tandem, wheelchair, golf cart, tram, locomotive, steam train, !train, subway train, carriage, stagecoach,
		wagon, chariot, sleigh, sled, snowmobile, helicopter, chopper=helicopter, airplane, aeroplane=airplane, plane=airplane, jet, biplane, glider, hot air balloon,
		boat, mail boat, fishing boat, rowboat, rowing boat=rowboat, speedboat, motorboat, sailboat, yacht, ferry, car ferry, canoe, kayak, raft, dinghy, lifeboat,
		!ship, steamer, schooner, trawler, submarine, !tank, bulldozer, excavator, forklift, skateboard, rv, camper van, motorhome, hovercraft, quad bike`,
	Props: `gun, pistol, revolver, handgun, rifle, shotgun, machine gun, musket, sword, dagger, !bow and arrow, crossbow, spear, grenade, bomb, dynamite,
		knife, fish knife, filleting knife, penknife, machete, !axe, hatchet, !hammer, screwdriver, wrench, spanner, crowbar, chainsaw, !saw, shovel, spade, pickaxe, rake, toolbox, ladder,
		!phone, cell phone=phone, mobile phone=phone, smartphone=phone, telephone, walkie-talkie, !radio, laptop, !tablet, !camera, video camera, wooden camera, tripod, microphone,
		briefcase, suitcase, duffel bag, backpack, rucksack=backpack, satchel, handbag, purse, wallet, shopping bag, !trunk, parcel, package, !letter, envelope, postcard, telegram,
		newspaper, magazine, notebook, logbook, ledger, diary, journal, !book, bible, passport, ticket, !map, blueprint, clipboard, !file, folder, contract,
		photograph, !photo=photograph, polaroid, !pen, fountain pen, pencil, crayon, paintbrush, typewriter, cassette, !key, brass key, key ring, key card, padlock, !lock pick,
		umbrella, parasol, walking stick, !cane, crutch, flashlight, torch, lantern, !match, matches, matchbox, cigarette lighter, !lighter, cigarette, cigar, !pipe, ashtray,
		!cup, coffee cup=cup, teacup, mug, wine glass, glass of wine=wine glass, glass of water, bottle, wine bottle=bottle, beer bottle=bottle, beer=beer, whiskey, champagne, flask, thermos, !plate, bowl, tray, teapot, kettle, coffee kettle=kettle,
		fork, !spoon, chopsticks, milk can, bucket, basket, barrel, fish barrel, crate, oil can, !rope, coil of line, chain saw, handcuffs, !whistle, music box, pocket watch, wristwatch, !watch, stopwatch, compass,
		binoculars, telescope, magnifying glass, doll, teddy bear, toy, !football, basketball, baseball bat, tennis racket, deck of cards, playing cards, dice, chess set, chessboard, balloon, kite,
		bouquet, gift, wedding ring, engagement ring, briefcase full of money, bundle of cash, stretcher, bandage, syringe, pill bottle, pills, first aid kit, stethoscope, oxygen mask, urn, coffin, flag, yellow flag, !banner,
		placard, megaphone, sandwich, birthday cake, wedding cake, pizza, violin, guitar, fiddle, trumpet, accordion, saxophone, boiled egg, fishing rod, fishing net, !net, line rocket, flare gun, flare, oar, remote control,
		leash, metal detector, typewritten page, name tag, badge, wedge`,
	Wardrobe: `dress, wedding dress, gown, nightgown, !suit, business suit, tuxedo, !coat, overcoat, raincoat, trench coat, fur coat, lab coat, jacket, leather jacket, parka, anorak, jersey, sweater, cardigan, hoodie,
		sou'wester, oilskin=oilskins, oilskins, uniform, police uniform, school uniform, apron, cloak, cape, robe, bathrobe, kimono, sari, hijab, veil, !hat, top hat, cowboy hat, bowler hat, !cap, beanie, helmet, bonnet, crown, tiara,
		scarf, shawl, gloves=gloves, white glove=white gloves, glove=gloves, mittens, boots=boots, boot=boots, high heels, sneakers, sandals, slippers, swimsuit, bikini, wetsuit, spacesuit, life vest, life jacket, bulletproof vest,
		jeans, overalls, pyjamas, sunglasses, !tie, bow tie, necktie, corset, kilt, costume, waistcoat, balaclava, ski mask, gas mask, armor, armour=armor, fur collar, nurse's uniform`,
	MakeupHair: `bruise, scar, tattoo, black eye, bullet wound, bloody nose, bloodstain, blood, wig, false beard, fake moustache, prosthetic, frostbite, burn mark, gash, stitches, pockmarks, war paint, face paint, fangs, dentures, !scratch on her face, severed hand, severed head`,
	Animals: `dog, puppy, cat, kitten, horse, pony, donkey, mule, cow, bull, calf, goat, sheep, lamb, pig, chicken, hen, rooster, duck, goose, swan, pigeon, parrot, raven, !crow, owl, hawk, falcon, eagle, seagull, gull,
		rabbit, mouse, rat, hamster, guinea pig, wolf, fox, bear, deer, stag, lion, tiger, leopard, elephant, giraffe, monkey, chimpanzee, gorilla, camel, snake, lizard, crocodile, alligator, turtle, tortoise, frog, spider, tarantula, bee, swarm of bees, butterfly, puffin, german shepherd, labrador, terrier, bulldog`,
	SetDressing:       `sofa, couch, armchair, rocking chair, bookshelf, bookcase, chandelier, fireplace, !rug, rag rug, carpet, curtains, shutters, wallpaper, grandfather clock, wall clock, !mirror, oil painting, !painting, christmas tree, four-poster bed, box bed, hospital bed, bunk bed, filing cabinet, whiteboard, blackboard, chalkboard, jukebox, pool table, billiard table, piano, grand piano, pump organ, upright piano, !stove, refrigerator, television, tv=television, tv set=television, valve wireless, neon sign, brass plaque, velvet cord, long table, bronze plate, steenbeck, candelabra, statue, throne, aquarium, fish tank=aquarium, paper garland=paper garlands`,
	Greenery:          `potted plant, potted palm, hedge, bushes, ivy, vines, cornfield, wheat field, rose bush, flower bed, palm tree, pine tree, oak tree, apple tree, undergrowth, kelp, seaweed, lawn, flowerpot, fallen leaf=fallen leaves`,
	SpecialEquipment:  `crane shot, drone shot, aerial shot, aerial view, underwater shot, steadicam, steadicam shot, dolly shot, camera car, slow motion, slow-motion=slow motion, one continuous take=continuous take, continuous take, wire rig, periscope lens, snorkel lens, helicopter shot, time-lapse, time lapse=time-lapse`,
	SpecialEffects:    `snow, blizzard=snow, snowstorm=snow, !rain, heavy rain=rain, pouring rain=rain, downpour=rain, rainstorm=rain, !fog, !mist=fog, smoke, steam, flames=fire, bonfire=fire, campfire=fire, candle=practical flame, !fire, inferno=fire, explosion, gunshot=gunfire, gunshots=gunfire, gunfire, muzzle flash=gunfire, bullet hit, squib, sparks, lightning, high wind=wind, gale=wind, thunderstorm=rain, hailstorm, fireworks, broken glass=breakaway glass, flood=water effect, !wave=water effect, foam=water effect, dust storm, sandstorm, storm=storm`,
	VisualEffects:     `green screen, greenscreen=green screen, blue screen, bluescreen=blue screen, hologram, force field, !portal, spaceship, spacecraft=spaceship, ufo, flying saucer, alien spaceship=spaceship, !ghost, apparition=ghost, laser beam, lightsaber, teleporter, matte painting, split screen, !monster, dragon, cgi, motion capture, superimposition`,
	MechanicalEffects: `trapdoor, conveyor belt, revolving door, hydraulic platform, gimbal, mechanical bull, clockwork, robot arm, animatronic, drawbridge, rotating room, hidden panel, sliding bookcase, elevator shaft`,
	Security:          `crown jewels, diamond necklace, diamonds, suitcase of cash, closed set, paparazzi, live ammunition, gold bars`,
	Miscellaneous:     `stock footage, archive footage, archival footage, newsreel=newsreel footage, news footage, home movie, security footage, cctv footage, tv broadcast, security monitor, video wall`,
	Sound:             `thunder, siren, foghorn, gunshot, gunshots=gunshot, alarm, car alarm, burglar alarm, doorbell, church bell, school bell, dial tone, ringtone, loudspeaker, applause, explosion, distant scream, heartbeat, !knock, static, radio voice, birdsong, howling wind`,
	Music:             `brass band, marching band, jazz band, rock band, orchestra, string quartet, choir, !song, national anthem, lullaby, fado, !hymn, music box, jukebox, piano music, organ music, dance music, background music, !waltz, karaoke`,
}

// verbs are phrases that propose an element as they stand, in any inflection
// listed: "phrase=name".
var verbs = map[Category]string{
	Stunts: `falls off=fall, falls from=fall, falls down the stairs=fall down stairs, falls overboard=fall overboard, falls through=fall, tumbles down=fall, plunges into=fall, plummets=fall, is thrown through=thrown, is thrown across=thrown,
		is thrown from=thrown, hurled across=thrown, jumps off=jump, jumps from=jump, jumps out of the window=jump, leaps from=jump, leaps off=jump, leaps over=jump, dives through=dive, dives off=dive, dives behind=dive, dives for cover=dive, crashes into=crash, crashes through=crash, collides with=collision, rolls over and over=roll, flips over=vehicle flip,
		car chase=car chase, high-speed chase=car chase, swerves=stunt driving, skids=stunt driving, screeches to a halt=stunt driving, punches=fight, punches him=fight, fistfight=fight, fist fight=fight, sword fight=sword fight, wrestles=fight, tackles=fight, grapples=fight, headbutts=fight, strangles=fight, fight breaks out=fight, brawl=fight,
		hangs by=hanging, dangles from=hanging, over the rail=fall over rail, rappels=descent on rope, abseils=descent on rope, climbs the wall=climb, is shot=shot, gets shot=shot, is hit by a car=car hit, catches fire=body burn, on fire=body burn, dragged=drag, leans out=work at height, takes her feet from under her=fall, steep fall=fall, horse rears=horse fall, thrown from the horse=horse fall`,
	Sound: `phone rings=phone rings, telephone rings=phone rings, phone buzzes=phone buzzes, doorbell rings=doorbell, knock at the door=knock, knock on the door=knock, knocks on the door=knock, bell rings=bell, bell tolls=bell, bell that rings=bell, bell clanging=bell, tyres screech=tyre screech, tires screech=tyre screech, dog barks=dog bark, he barks=dog bark, barks=dog bark,
		thunder rumbles=thunder, thunder claps=thunder, engine roars=engine, engine starts=engine, alarm blares=alarm, sirens wail=siren, wind howls=howling wind, clock ticks=clock, a loud bang=bang, sound of a gunshot=gunshot, gun fires=gunshot`,
	Music:             `sings=song, singing=song, sing=song, hums=hummed tune, humming=hummed tune, plays the piano=piano, plays the guitar=guitar, plays the violin=violin, band plays=band, music plays=source music, music swells=score, song plays=source music, radio plays=source music, record plays=source music, dance to=dance music, sung by=song`,
	AdditionalLabor:   `dance=choreographer, dances with=choreographer, dance together=choreographer, they dance=choreographer, the dance=choreographer, dancing=choreographer, waltz together=choreographer, makes love=intimacy coordinator, make love=intimacy coordinator, undresses=intimacy coordinator, kiss passionately=intimacy coordinator, kisses her mouth=intimacy coordinator, they kiss=intimacy coordinator, undress=intimacy coordinator, undoes the buttons=intimacy coordinator, naked=intimacy coordinator, nude=intimacy coordinator, swims=water safety crew, underwater=water safety crew, under the sea=water safety crew, drowning=water safety crew, in sign language=sign language interpreter`,
	VisualEffects:     `vanishes into thin air=vanishing, disappears into thin air=vanishing, morphs into=morph, transforms into=transformation, shape-shifts=transformation, levitates=levitation, floats in mid-air=levitation, hovers in the air=levitation, turns into a=transformation, ghostly figure=ghost, walks through the wall=ghost, glows with=glow, time freezes=frozen time, de-aged=de-ageing, cut paper=animation`,
	MechanicalEffects: `opens by itself=self-moving door, opens by herself=self-moving door, door slams by itself=self-moving door, moves by itself=self-moving object, ceiling collapses=collapse, floor gives way=collapse, wall collapses=collapse, building collapses=collapse, bridge collapses=collapse, roof caves in=collapse, car explodes=car explosion`,
	SpecialEffects:    `explodes=explosion, bursts into flames=fire, is burning=fire, on fire=fire, it is raining=rain, it's raining=rain, raining=rain, snowing=snow, snow falls=snow, rain falls=rain, rain pours=rain, rain pounds=rain, candle gutters=practical flame, glass shatters=breakaway glass, window shatters=breakaway glass, water is running=water effect`,
	SpecialEquipment:  `in slow motion=slow motion, we go over=crane or stabilised head, we climb with=stabilised camera, camera flies=drone, underwater=underwater housing, under the sea=underwater housing`,
	MakeupHair:        `is bleeding=blood, bleeding=blood, covered in blood=blood, bloodied=blood, blood on=blood, badly burned=burns, hair cut by=haircut, heavily made up=make-up`,
	Security:          `closed set=closed set, fires a live=armed security`,
}

// comesWith names the labour that an element always brings.
var comesWith = map[string]string{
	"Gun": "Armourer", "Pistol": "Armourer", "Revolver": "Armourer", "Rifle": "Armourer", "Shotgun": "Armourer", "Handgun": "Armourer",
	"Machine gun": "Armourer", "Musket": "Armourer", "Gunfire": "Armourer",
}

// heads are nouns that make the noun before them a mere kind: "lamp room".
var heads = wordSet(`room door window key driver park shop station seat wheel engine roof window light lights box case store house yard tower keeper hall
	rack stand hook holder bed top leg edge cover pocket sleeve collar button lace strap man woman girl boy party ride race owner lover bark
	food bowl stone track trail song word shot fight scene lid handle deck rail mast rigging sail fleet crew captain dealer dealership thief bomb
	company horn headlamp headlight brake tire tyre mirror phone call horse power time table cloth lines line wall frame board chain bolt hut counter office uniform`)

var soundWords = wordSet("sound noise roar smell thought memory picture photograph photo painting drawing dream shadow idea image voice word kind sort game toy model talk story shape")

// crowds are words for many people at once.
var crowds = wordSet("crowd mob audience congregation queue procession parade onlooker passer-by")

var folk = wordSet(`people man woman child villager neighbour neighbor tourist schoolchild student pupil soldier guard policeman cop officer fireman firefighter nurse doctor
	passenger commuter pedestrian customer shopper diner patron guest dancer worker fisherman sailor mourner protester demonstrator reporter journalist photographer fan spectator waiter
	prisoner inmate monk nun priest farmer peasant knight warrior zombie gangster biker skater jogger cyclist swimmer surfer bystander bystander partygoer clubber reveller wedding-guest paramedic agent`)

// persons are the words that end the name of a part without one: "OLD MAN".
var persons = wordSet(`man woman boy girl child baby kid teenager guard policeman policewoman cop officer soldier nurse doctor waiter waitress bartender driver priest nun clerk
	receptionist secretary butler maid chef cook porter guide tourist conductor pilot stewardess captain sailor reporter photographer lady gentleman stranger beggar widow bride groom`)

var numbers = wordSet(`two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens several many some few`)

// lexicon builds the index of all entries by their words.
func lexicon() map[string][]entry {
	out := map[string][]entry{}
	put := func(c Category, item string, e entry) {
		item = strings.Join(strings.Fields(item), " ")
		if s, ok := strings.CutPrefix(item, "!"); ok {
			item, e.strict = s, true
		}
		words, name, ok := strings.Cut(item, "=")
		if !ok {
			name = words
		}
		e.cat, e.name = c, title(name)
		ts := split(words)
		if len(ts) == 0 {
			return
		}
		k := key(ts)
		out[k] = append(out[k], e)
	}
	for c, list := range nouns {
		for item := range strings.SplitSeq(list, ",") {
			put(c, item, entry{conf: confidence[c]})
		}
	}
	for c, list := range verbs {
		for item := range strings.SplitSeq(list, ",") {
			put(c, item, entry{conf: confidence[c], loose: true})
		}
	}
	return out
}

// confidence of a proposal from the words alone, by category, as measured on the
// hand-tagged scripts.
var confidence = map[Category]float64{
	Vehicles: 0.88, Props: 0.88, Wardrobe: 0.88, MakeupHair: 0.85, Animals: 0.9, SetDressing: 0.82, Greenery: 0.8,
	SpecialEquipment: 0.85, SpecialEffects: 0.85, VisualEffects: 0.82, MechanicalEffects: 0.8, Security: 0.8,
	Miscellaneous: 0.8, Sound: 0.82, Music: 0.88, Stunts: 0.82, AdditionalLabor: 0.8,
}
