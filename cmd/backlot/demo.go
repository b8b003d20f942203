package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"backlot/internal/house"
	"backlot/internal/house/demo"
)

// DemoCmd serves the demo production.
type DemoCmd struct {
	Listen string   `help:"Address and port to listen on; loopback only." default:"127.0.0.1:8800"`
	Data   string   `name:"dir" help:"Folder of the demo: made at the first start, kept for the next." default:"demo-data" type:"path"`
	Volume []string `sep:";" help:"Folder of this machine with footage, as for serve." env:"BACKLOT_VOLUME" placeholder:"NAME=FOLDER"`
}

// Run builds the production at the first start, then serves until interrupted.
func (c *DemoCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, os.Stdout, os.Stderr)
}

func (c *DemoCmd) serve(ctx context.Context, out, errOut io.Writer) error {
	serve := ServeCmd{Listen: c.Listen, Data: c.Data, TLS: "off", Volume: c.Volume}
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
