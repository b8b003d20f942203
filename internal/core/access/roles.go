package access

import "slices"

// Owner is the role that holds every right, also those of slices yet to come.
const Owner = "owner"

// Role is a named set of rights. What a built-in one may do is said by the
// rights (Right.Roles), so that a new slice needs no edit here.
type Role struct {
	Name       string   // stored: "first_ad"
	Title      string   // as people say it: "1st assistant director"
	Department string   // usual department, or "" where it depends
	Groups     []string // names rights can use with "@"
}

// Department is a part of the crew that rights can be limited to.
type Department struct {
	Name  string // stored: "makeup_hair"
	Title string // "Make-up and hair"
}

// Groups: office runs the production and ad the floor, head leads a department,
// executive answers for the production to the studio, creative decides what it
// looks and sounds like, editorial cuts and delivers it, money keeps the accounts,
// security guards it, cast plays in it, crew is everybody who works on it (all of
// the former but studio executives and cast); "@all" is everyone with a built-in
// role, vendors and guests too.
var builtin = []Role{
	{Owner, "Owner", "", []string{"office", "crew"}},
	{"studio_executive", "Studio executive", "production", []string{"executive"}},
	{"showrunner", "Showrunner", "production", []string{"executive", "creative", "crew"}},
	{"producer", "Producer", "production", []string{"executive", "office", "crew"}},
	{"director", "Director", "direction", []string{"creative", "crew"}},
	{"writer", "Writer", "story", []string{"creative", "crew"}},
	{"writers_assistant", "Writers' assistant", "story", []string{"crew"}},
	{"script_coordinator", "Script coordinator", "story", []string{"crew"}},
	{"line_producer", "Line producer", "production", []string{"office", "crew"}},
	{"upm", "Unit production manager", "production", []string{"office", "crew"}},
	{"production_coordinator", "Production coordinator", "production", []string{"office", "crew"}},
	{"production_assistant", "Production assistant", "production", []string{"crew"}},
	{"accountant", "Production accountant", "accounts", []string{"money", "crew"}},
	{"first_ad", "1st assistant director", "direction", []string{"ad", "crew"}},
	{"second_ad", "2nd assistant director", "direction", []string{"ad", "crew"}},
	{"third_ad", "3rd assistant director", "direction", []string{"ad", "crew"}},
	{"script_supervisor", "Script supervisor", "script", []string{"crew"}},
	{"dp", "Director of photography", "camera", []string{"head", "creative", "crew"}},
	{"production_designer", "Production designer", "art", []string{"head", "creative", "crew"}},
	{"costume_designer", "Costume designer", "costume", []string{"head", "creative", "crew"}},
	{"sound_mixer", "Production sound mixer", "sound", []string{"head", "crew"}},
	{"dit", "Digital imaging technician", "camera", []string{"crew"}},
	{"location_manager", "Location manager", "locations", []string{"head", "crew"}},
	{"casting_director", "Casting director", "casting", []string{"head", "crew"}},
	{"stunt_coordinator", "Stunt coordinator", "stunts", []string{"head", "crew"}},
	{"vfx_supervisor", "VFX supervisor", "vfx", []string{"head", "creative", "crew"}},
	{"department_head", "Head of department", "", []string{"head", "crew"}},
	{"crew", "Crew", "", []string{"crew"}},
	{"medic", "Medic or health and safety", "medical", []string{"crew"}},
	{"tutor", "Tutor or chaperone", "education", []string{"crew"}},
	{"cast", "Cast", "cast", []string{"cast"}},
	{"editor", "Editor", "editorial", []string{"editorial", "creative", "crew"}},
	{"assistant_editor", "Assistant editor", "editorial", []string{"editorial", "crew"}},
	{"post_supervisor", "Post-production supervisor", "post", []string{"editorial", "crew"}},
	{"sound_editor", "Supervising sound editor", "sound_post", []string{"editorial", "crew"}},
	{"composer", "Composer", "music", []string{"creative", "crew"}},
	{"music_supervisor", "Music supervisor", "music", []string{"crew"}},
	{"colourist", "Colourist", "post", []string{"editorial", "crew"}},
	{"publicist", "Unit publicist", "publicity", []string{"crew"}},
	{"legal", "Legal and clearances", "legal", []string{"crew"}},
	{"security_lead", "Security lead", "security", []string{"security", "crew"}},
	{"vendor", "Vendor", "", nil},
	{"guest", "Guest reader", "", nil},
}

var departments = []Department{
	{"production", "Production"},
	{"direction", "Direction and assistant directors"},
	{"story", "Writers"},
	{"script", "Script supervision"},
	{"casting", "Casting"},
	{"cast", "Cast"},
	{"extras", "Background"},
	{"stunts", "Stunts"},
	{"camera", "Camera"},
	{"lighting", "Electric"},
	{"grip", "Grip"},
	{"sound", "Sound"},
	{"art", "Art"},
	{"construction", "Construction"},
	{"set_decoration", "Set decoration"},
	{"props", "Property"},
	{"costume", "Costume"},
	{"makeup_hair", "Make-up and hair"},
	{"prosthetics", "Prosthetics and creatures"},
	{"sfx", "Special effects"},
	{"vfx", "Visual effects"},
	{"locations", "Locations"},
	{"transport", "Transport"},
	{"travel", "Travel and accommodation"},
	{"catering", "Catering"},
	{"animals", "Animals"},
	{"vehicles", "Picture vehicles"},
	{"armoury", "Armoury"},
	{"medical", "Medical, health and safety"},
	{"education", "Education"},
	{"accounts", "Accounts"},
	{"legal", "Legal"},
	{"security", "Security"},
	{"publicity", "Publicity"},
	{"editorial", "Editorial"},
	{"post", "Post-production"},
	{"sound_post", "Sound post"},
	{"music", "Music"},
}

// BuiltinRoles lists the roles every production has, in the order of a crew list.
func BuiltinRoles() []Role { return slices.Clone(builtin) }

// Departments lists the departments every production has, in crew list order.
func Departments() []Department { return slices.Clone(departments) }

func isDepartment(name string) bool {
	return slices.ContainsFunc(departments, func(d Department) bool { return d.Name == name })
}
