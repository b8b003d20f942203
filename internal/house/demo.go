package house

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/house/demo"
	"backlot/internal/post/dailies"
)

// DemoProduction puts the demo production and its people into the installation,
// unless it is there, and gives the password they all sign in with. It is made at
// the first start and kept in the node's folder.
func (h *House) DemoProduction(ctx context.Context) (password string, err error) {
	file := filepath.Join(h.options.Data, "demo-password")
	list, err := h.Store.Productions(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range list {
		if p.ID == demo.Production {
			text, err := os.ReadFile(file)
			if err != nil {
				return "", err
			}
			return strings.TrimSpace(string(text)), h.demoCopies(ctx)
		}
	}
	random := make([]byte, 10)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	password = strings.ToLower(base32.StdEncoding.EncodeToString(random))
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		return "", err
	}
	if err := h.buildDemo(ctx, password); err != nil {
		return "", err
	}
	return password, h.demoCopies(ctx)
}

// demoCopies asks for viewing copies of the footage of the demo that is on this machine and has none.
func (h *House) demoCopies(ctx context.Context) error {
	v, err := h.Store.View(ctx, graph.Main(demo.Production), graph.System)
	if err != nil {
		return err
	}
	for _, r := range dailies.Wanted(v, h.options.Volumes) {
		if _, err := h.Jobs.Enqueue(ctx, r); err != nil {
			return fmt.Errorf("viewing copies of the demo: %w", err)
		}
	}
	return nil
}

func (h *House) buildDemo(ctx context.Context, password string) error {
	people, err := h.demoAccounts(ctx, password)
	if err != nil {
		return err
	}
	secrets := map[string]graph.ID{}
	for _, s := range demo.Secrets {
		id := graph.RandomIDs{}.NewID()
		var cleared []graph.ID
		for _, email := range s.Cleared {
			cleared = append(cleared, people[email])
		}
		if err := h.Access.Console().MakeCompartment(ctx, id, demo.Production, s.Name, s.Reason, cleared...); err != nil {
			return fmt.Errorf("demo compartment %s: %w", s.Name, err)
		}
		secrets[s.Key] = id
	}
	err = h.Store.CreateProduction(ctx, graph.Production{ID: demo.Production, Name: demo.Name, Kind: "feature"})
	if err != nil {
		return err
	}
	ground := demo.In(h.Store, demo.Production, people["first.ad@demo.example"])
	return demo.Build(ctx, ground, demo.Options{Compartments: secrets, Accounts: people, Blue: true, Keep: Keeper{h.Files}.Keep})
}

func (h *House) demoAccounts(ctx context.Context, password string) (map[string]graph.ID, error) {
	people := map[string]graph.ID{}
	for _, a := range demo.Accounts() {
		acc, err := h.Access.Console().AddAccount(ctx, a.Email, password, access.Profile{Name: a.Name, Language: a.Language, TimeZone: "Europe/Oslo"})
		if err != nil {
			return nil, fmt.Errorf("demo account %s: %w", a.Email, err)
		}
		if err := h.Access.Console().SetMember(ctx, acc.ID, demo.Production, access.RoleIn{Role: a.Role, Department: a.Department}); err != nil {
			return nil, fmt.Errorf("demo account %s: %w", a.Email, err)
		}
		people[a.Email] = acc.ID
	}
	return people, nil
}
