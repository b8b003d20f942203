// Command backlot runs a film or a series from script to screen.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// cli is every command of the program; each group has a file of its own.
type cli struct {
	Demo        DemoCmd        `cmd:"" help:"Serve a demo production, to look around."`
	Serve       ServeCmd       `cmd:"" help:"Serve productions to a crew."`
	Backup      BackupCmd      `cmd:"" help:"Save a whole installation while it runs."`
	Restore     RestoreCmd     `cmd:"" help:"Bring an installation back from a backup."`
	OpenAPI     OpenAPICmd     `cmd:"" name:"openapi" help:"Write the description of the HTTP API (OpenAPI 3.1)."`
	Script      ScriptCmd      `cmd:"" help:"Read, convert, measure and compare screenplays."`
	Source      SourceCmd      `cmd:"" help:"Read the book a film is made from."`
	Conformance ConformanceCmd `cmd:"" help:"Check the engines against files made by other programs."`
	Plan        PlanCmd        `cmd:"" help:"Turn a script into breakdown sheets, a schedule, a day-out-of-days and a call sheet."`
	Light       LightCmd       `cmd:"" help:"Sunrise, sunset, twilight and moon of dates at a place."`
	Dood        DoodCmd        `cmd:"" help:"Compute a day-out-of-days from a file of events."`
	Calendar    CalendarCmd    `cmd:"" help:"Read and check iCalendar files."`
	Strips      StripsCmd      `cmd:"" help:"Plan: make cases, search for boards, check them."`
	Sheets      SheetsCmd      `cmd:"" help:"Exchange breakdown sheets and stripboards: .uss, .sex, .csv, .xlsx."`
	Worktime    WorktimeCmd    `cmd:"" help:"Working hours, rest and meals under the rule packs in force."`
	OMC         OmcCmd         `cmd:"" name:"omc" help:"Exchange productions as MovieLabs OMC-JSON."`
	Offload     OffloadCmd     `cmd:"" help:"Copy camera cards, prove the copies, keep their histories (ASC MHL)."`
	Cut         CutCmd         `cmd:"" help:"Read, convert, compare and assemble cuts: .otio, .edl, Final Cut XML, .ale, .aaf, Pro Tools text."`
	Wave        WaveCmd        `cmd:"" help:"Read sound files of recorders and workstations, and sound reports."`
	Media       MediaCmd       `cmd:"" help:"See, measure and prepare footage: probe, proxies, review segments, thumbnails, waveforms, stills."`
	Look        LookCmd        `cmd:"" help:"Read, apply, bake and convert looks: ASC CDL, .cube and other tables, Common LUT Format, ACES Metadata Files."`
	Timecode    TimecodeCmd    `cmd:"" help:"Convert, check and add timecodes."`
	Takes       TakesCmd       `cmd:"" help:"Find out which file belongs to which take."`
	Seed        SeedCmd        `cmd:"" help:"Make a believable production of a real size, for measuring and trying out."`
}

// exitCode is an error that ends the program with a code and no further message.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

func main() {
	var c cli
	parser, err := kong.New(&c, kong.Name("backlot"), kong.UsageOnError(),
		kong.Description("Backlot runs a film or a series from script to screen."),
		kong.Vars{"conformances": conformanceAreas()})
	if err != nil {
		fmt.Fprintln(os.Stderr, "backlot:", err)
		os.Exit(2)
	}
	ctx, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "backlot:", err)
		os.Exit(2)
	}
	if err := ctx.Run(); err != nil {
		var code exitCode
		if errors.As(err, &code) {
			os.Exit(int(code))
		}
		fmt.Fprintln(os.Stderr, "backlot:", err)
		os.Exit(1)
	}
}
