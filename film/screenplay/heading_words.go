package screenplay

// The words of scene headings, language by language. A heading in a language
// that is not here keeps everything after its INT or EXT in Set.

// insides are the beginnings of headings, longest first among those that begin
// alike, in capitals.
var insides = [...]struct{ prefix, kind string }{
	{"INT. / EXT", "INT/EXT"}, {"INT./EXT", "INT/EXT"}, {"INT / EXT", "INT/EXT"}, {"INT/EXT", "INT/EXT"}, {"INT.-EXT", "INT/EXT"}, {"INT-EXT", "INT/EXT"}, {"I./E", "INT/EXT"}, {"I/E", "INT/EXT"},
	{"EXT. / INT", "INT/EXT"}, {"EXT./INT", "INT/EXT"}, {"EXT / INT", "INT/EXT"}, {"EXT/INT", "INT/EXT"}, {"EXT.-INT", "INT/EXT"}, {"EXT-INT", "INT/EXT"}, {"E./I", "INT/EXT"}, {"E/I", "INT/EXT"},
	{"INTERIOR/EXTERIOR", "INT/EXT"}, {"EXTERIOR/INTERIOR", "INT/EXT"}, {"INTERIOR", "INT"}, {"EXTERIOR", "EXT"}, {"INTÉRIEUR", "INT"}, {"EXTÉRIEUR", "EXT"},
	{"INTERNO", "INT"}, {"ESTERNO", "EXT"}, {"INT", "INT"}, {"EXT", "EXT"}, {"EST", "EXT"},
	{"INNEN/AUSSEN", "INT/EXT"}, {"INNEN / AUSSEN", "INT/EXT"}, {"INNEN./AUSSEN", "INT/EXT"}, {"AUSSEN/INNEN", "INT/EXT"}, {"AUSSEN / INNEN", "INT/EXT"}, {"INNEN/AUẞEN", "INT/EXT"}, {"INNEN/AUßEN", "INT/EXT"},
	{"INNEN", "INT"}, {"AUSSEN", "EXT"}, {"AUßEN", "EXT"}, {"AUẞEN", "EXT"},
	{"ИНТ./НАТ", "INT/EXT"}, {"НАТ./ИНТ", "INT/EXT"}, {"ИНТЕРЬЕР", "INT"}, {"ЭКСТЕРЬЕР", "EXT"}, {"НАТУРА", "EXT"}, {"ИНТ", "INT"}, {"НАТ", "EXT"}, {"ЭКСТ", "EXT"},
	{"WNĘTRZE", "INT"}, {"PLENER", "EXT"}, {"BINNEN", "INT"}, {"BUITEN", "EXT"}, {"SISÄ", "INT"}, {"ULKO", "EXT"}, {"İÇ", "INT"}, {"DIŞ", "EXT"}, {"INNE", "INT"}, {"UTE", "EXT"},
	{"内景", "INT"}, {"外景", "EXT"},
}

// times maps a word for a time of day to its light; "" is a time that follows the
// scene before.
var times = map[string]string{
	"DAY": "day", "NIGHT": "night", "MORNING": "day", "AFTERNOON": "day", "EVENING": "night", "DAWN": "dawn",
	"DUSK": "dusk", "SUNRISE": "dawn", "SUNSET": "dusk", "NOON": "day", "MIDDAY": "day", "MIDNIGHT": "night",
	"TWILIGHT": "dusk", "DAYBREAK": "dawn", "NIGHTFALL": "dusk", "LUNCHTIME": "day", "DAYTIME": "day", "NIGHTTIME": "night", "SUNUP": "dawn", "SUNDOWN": "dusk", "DAYLIGHT": "day", "NIGHTS": "night", "DAYS": "day",
	"BREAKFAST": "day", "MIDMORNING": "day", "MIDAFTERNOON": "day", "PREDAWN": "dawn",
	"LATER": "", "CONTINUOUS": "", "CONT": "", "CONT'D": "", "CONTINUED": "", "CONTINUING": "", "SAME": "", "MOMENTS": "", "MOMENT": "", "SIMULTANEOUS": "", "MEANWHILE": "", "TIME": "", "SECONDS": "", "MINUTES": "", "HOURS": "", "EARLIER": "",
	"TAG": "day", "NACHT": "night", "MORGEN": "day", "ABEND": "night", "ABENDS": "night", "NACHTS": "night", "TAGS": "day", "MORGENS": "day", "MITTAG": "day", "VORMITTAG": "day", "NACHMITTAG": "day", "MITTERNACHT": "night",
	"MORGENDÄMMERUNG": "dawn", "ABENDDÄMMERUNG": "dusk", "DÄMMERUNG": "dusk", "SONNENAUFGANG": "dawn", "SONNENUNTERGANG": "dusk", "SPÄTER": "", "GLEICHZEITIG": "", "FORTLAUFEND": "", "WEITER": "",
	"JOUR": "day", "NUIT": "night", "MATIN": "day", "MATINÉE": "day", "SOIR": "night", "SOIRÉE": "night", "MIDI": "day", "MINUIT": "night", "AUBE": "dawn", "CRÉPUSCULE": "dusk", "AURORE": "dawn", "SUITE": "", "CONTINU": "", "TARD": "",
	"DÍA": "day", "DIA": "day", "NOCHE": "night", "MAÑANA": "day", "TARDE": "day", "AMANECER": "dawn", "ATARDECER": "dusk", "ANOCHECER": "dusk", "MEDIODÍA": "day", "MEDIANOCHE": "night", "MADRUGADA": "night", "CONTINUO": "", "CONTINÚA": "", "DESPUÉS": "",
	"GIORNO": "day", "NOTTE": "night", "MATTINA": "day", "MATTINO": "day", "SERA": "night", "POMERIGGIO": "day", "ALBA": "dawn", "TRAMONTO": "dusk", "MEZZOGIORNO": "day", "MEZZANOTTE": "night", "SEGUE": "", "DOPO": "",
	"NOITE": "night", "MANHÃ": "day", "AMANHECER": "dawn", "ENTARDECER": "dusk", "DEPOIS": "", "CONTÍNUO": "",
	"OCHTEND": "day", "MIDDAG": "day", "AVOND": "night", "SCHEMERING": "dusk", "KVELD": "night", "KVÄLL": "night", "AFTEN": "night", "MORGON": "day", "SKYMNING": "dusk", "GRYNING": "dawn", "DAGGRY": "dawn", "SKUMRING": "dusk", "SENERE": "", "SENARE": "",
	"DZIEŃ": "day", "NOC": "night", "DEN": "day", "RANO": "day", "RANEK": "day", "WIECZÓR": "night", "POPOŁUDNIE": "day", "ŚWIT": "dawn", "ZMIERZCH": "dusk", "PÓŹNIEJ": "", "NATT": "night", "DAG": "day", "PÄIVÄ": "day", "YÖ": "night", "GECE": "night", "GÜN": "day", "GÜNDÜZ": "day",
	"ДЕНЬ": "day", "НОЧЬ": "night", "УТРО": "day", "ВЕЧЕР": "night", "РАССВЕТ": "dawn", "ЗАКАТ": "dusk", "СУМЕРКИ": "dusk", "ПОЗЖЕ": "",
	"日": "day", "夜": "night", "昼": "day", "天": "day", "晚": "night", "朝": "day", "夕": "dusk", "दिन": "day", "रात": "night", "نهار": "day", "ليل": "night",
}

// timeModifiers may stand before a time: "LATE NIGHT", "THE NEXT DAY", "TWO WEEKS LATER".
var timeModifiers = set(`LATE EARLY PRE NEXT THE THAT SAME ANOTHER FOLLOWING MID FEW A AN SOME TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE TWENTY THIRTY FORTY HALF
	SEVERAL COUPLE OF ON IN MAGIC GOLDEN BLUE PRESENT STILL MUCH FIRST SECOND LAST ONE PREVIOUS JUST SHORTLY SOMETIME AROUND ABOUT JUST BEFORE AFTER DEEP DEAD HIGH
	MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY CHRISTMAS NEW YEAR'S
	JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER WINTER SPRING SUMMER AUTUMN FALL RAINY SUNNY STORMY SNOWY
	SPÄTER SPÄTE FRÜHER FRÜHE AM IM DER DIE DAS NÄCHSTER NÄCHSTEN NÄCHSTE KURZ EIN EINE EINIGE ZEIT NACH SPÄT FRÜH
	LE LA L DU DE UN PEU PLUS APRÈS LENDEMAIN MÊME FIN DÉBUT COUCHER LEVER SOLEIL EL AL MÁS PUESTA SOL SIGUIENTE MISMO MISMA MOMENTOS
	PRIMA TARDO TARDA IL LO DELLA DEL POCO PIÙ STESSO GIORNO MAIS MESMO`)

// spans are lengths of time that make "LATER" and "EARLIER" a time of their own.
var spans = set(`DAY DAYS WEEK WEEKS MONTH MONTHS YEAR YEARS HOUR HOURS MINUTE MINUTES SECOND SECONDS MOMENT MOMENTS BEAT NIGHT NIGHTS DECADE DECADES CENTURY CENTURIES WHILE TAGE WOCHE WOCHEN MONATE JAHR JAHRE STUNDE STUNDEN MINUTEN
	JOURS SEMAINE SEMAINES MOIS ANS ANNÉES HEURES DÍAS SEMANA SEMANAS MESES AÑOS HORAS GIORNI SETTIMANE MESI ANNI ORE DIAS ANOS`)

// notes are words of a heading that say neither where nor when: how the scene is
// told, or how a vehicle on it moves.
var notes = set(`FLASHBACK FLASHBACKS FLASHFORWARD FLASH-FORWARD FLASH FORWARD BACK DREAM DREAMS NIGHTMARE FANTASY MEMORY VISION HALLUCINATION IMAGINED MONTAGE INTERCUT INTERCUTTING
	ESTABLISHING EST STOCK FOOTAGE ARCHIVE ARCHIVAL NEWSREEL MOVING DRIVING TRAVELING TRAVELLING STATIONARY PARKED POV INSERT PRESENT PAST FUTURE RAIN RAINING SNOW
	UNDERWATER AERIAL SLOW MOTION SERIES SHOTS OF RÜCKBLENDE TRAUM FAHREND RÊVE RETOUR ARRIÈRE SUEÑO SOGNO END ENDS BEGIN BEGINS RESUME SEQUENCE TO SCENE DAY-FOR-NIGHT FORMER ALTERNATE`)
