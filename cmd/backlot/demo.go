package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"backlot/internal/house"
	"backlot/internal/house/demo"
)

// DemoCmd serves the demo production.
type DemoCmd struct {
	Listen string   `help:"Address and port to listen on; loopback only." default:"127.0.0.1:8800"`
	Data   string   `name:"dir" help:"Folder of the demo: made at the first start, kept for the next." default:"demo-data" type:"path"`
	Media  string   `help:"Folder with the footage of the demo, which make demo-media makes." default:"demo-media" type:"path"`
	Volume []string `sep:";" help:"Folder of this machine with footage, as for serve." env:"BACKLOT_VOLUME" placeholder:"NAME=FOLDER"`
}

// Run builds the production at the first start, then serves until interrupted.
func (c *DemoCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, os.Stdout, os.Stderr)
}

// volumes are those given, or a card reader and three disks of the demo's own. Their labels stand for
// disks that they would be elsewhere: here they are folders.
func (c *DemoCmd) volumes() ([]string, error) {
	if len(c.Volume) > 0 {
		return c.Volume, nil
	}
	disks := filepath.Join(c.Data, "disks")
	footage := c.Media
	if info, err := os.Stat(footage); err != nil || !info.IsDir() {
		footage = filepath.Join(disks, "footage")
	}
	list := []string{"cards=" + filepath.Join(disks, "cards") + "=card", "footage=" + footage + "=raid:footage@DIT truck",
		"shuttle=" + filepath.Join(disks, "shuttle") + "=ssd:shuttle@DIT truck", "lab=" + filepath.Join(disks, "lab") + "=lto:lab@Lab, Bergen"}
	for _, name := range []string{"cards", "footage", "shuttle", "lab"} {
		if err := os.MkdirAll(filepath.Join(disks, name), 0o755); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (c *DemoCmd) serve(ctx context.Context, out, errOut io.Writer) error {
	disks, err := c.volumes()
	if err != nil {
		return err
	}
	serve := ServeCmd{Listen: c.Listen, Data: c.Data, TLS: "off", Volume: disks}
	return serve.serve(ctx, out, errOut, func(h *house.House, base string) error {
		fmt.Fprintf(out, "Preparing %s ...\n", demo.Name)
		password, err := h.DemoProduction(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s is ready. Sign in at %s/ with the password %s\n", demo.Name, base, password)
		for _, a := range demo.Accounts()[:8] {
			fmt.Fprintf(out, "  %-28s %s, %s\n", a.Email, a.Name, a.Role)
		}
		fmt.Fprintf(out, "  ... and %d more (see docs/manual/demo.md)\n", len(demo.Accounts())-8)
		return nil
	})
}
