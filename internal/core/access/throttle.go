package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// brake says how failures of one kind slow down the next attempt: some are free,
// then the wait doubles from a second up to the longest. A day without an attempt
// forgets them.
type brake struct {
	what    string
	free    int
	longest time.Duration
}

// The longest wait of an account is short, because a stranger can cause it and a
// crew has to sign in at five in the morning; the one of an address is long.
var (
	signInBrake   = brake{"account", 5, 5 * time.Minute}
	codeBrake     = brake{"code", 5, 5 * time.Minute}
	confirmBrake  = brake{"confirm", 5, 5 * time.Minute}
	recoveryBrake = brake{"recover", 3, time.Hour}
	addressBrake  = brake{"address", 30, time.Hour}
	linkBrake     = brake{"link", 30, time.Hour}
)

const throttleMemory = 24 * time.Hour

func (b brake) wait(failures int64) time.Duration {
	over := failures - int64(b.free)
	if over <= 0 {
		return 0
	}
	if over > 20 {
		return b.longest
	}
	return min(b.longest, time.Second<<(over-1))
}

// attempt is one thing that is counted: a brake and whom it is for. The name is
// hashed, so that the table holds no addresses of people who have no account.
type attempt struct {
	brake brake
	whom  string
}

func (a attempt) name() string {
	sum := sha256.Sum256([]byte(a.whom))
	return a.brake.what + ":" + hex.EncodeToString(sum[:16])
}

// begin counts attempts as failed before they are made, so that a thousand at
// once on ten nodes are a thousand and not one. It is a TooMany error, and nothing
// is counted, while one of them has to wait; forgive takes back what succeeded.
func (s *Service) begin(ctx context.Context, list ...attempt) error {
	slices.SortFunc(list, func(a, b attempt) int { return strings.Compare(a.name(), b.name()) }) // one order of locks
	now := s.now()
	return s.db.Write(ctx, func(tx *db.Tx) error {
		var wait time.Duration
		for _, a := range list {
			left, err := s.count(ctx, tx, a, now)
			if err != nil {
				return fmt.Errorf("count attempts: %w", err)
			}
			wait = max(wait, left)
		}
		if wait > 0 {
			return fault.New(fault.TooMany, "too many attempts: try again in %s", roughly(wait))
		}
		return nil
	})
}

// count adds a failure, and gives how long this attempt should have waited.
func (s *Service) count(ctx context.Context, tx *db.Tx, a attempt, now time.Time) (time.Duration, error) {
	var failures, until int64
	err := tx.QueryRow(ctx, `
		INSERT INTO access_throttle (name, failures, until_ms, touched_ms)
		VALUES (?, 1, 0, ?)
		ON CONFLICT (name) DO UPDATE SET
			failures = CASE WHEN access_throttle.touched_ms < ? THEN 1 ELSE access_throttle.failures + 1 END,
			touched_ms = excluded.touched_ms
		RETURNING failures, until_ms`, a.name(), ms(now), ms(now.Add(-throttleMemory))).Scan(&failures, &until)
	if err != nil {
		return 0, err
	}
	if left := at(until).Sub(now); until > 0 && left > 0 {
		return left, nil
	}
	_, err = tx.Exec(ctx, "UPDATE access_throttle SET until_ms = ? WHERE name = ?", ms(now.Add(a.brake.wait(failures))), a.name())
	return 0, err
}

// forgive takes back attempts that succeeded: an account's failures are
// forgotten, an address loses only this one, or a guesser could wash it clean
// with an account of their own.
func (s *Service) forgive(ctx context.Context, list ...attempt) error {
	slices.SortFunc(list, func(a, b attempt) int { return strings.Compare(a.name(), b.name()) })
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, a := range list {
			query := "DELETE FROM access_throttle WHERE name = ?"
			if a.brake.what == addressBrake.what || a.brake.what == linkBrake.what {
				query = "UPDATE access_throttle SET failures = failures - 1, until_ms = 0 WHERE name = ? AND failures > 0"
			}
			if _, err := tx.Exec(ctx, query, a.name()); err != nil {
				return fmt.Errorf("forgive attempts: %w", err)
			}
		}
		return nil
	})
}

func roughly(d time.Duration) string {
	if d > 90*time.Second {
		return fmt.Sprintf("%d minutes", int((d+time.Minute-1)/time.Minute))
	}
	return fmt.Sprintf("%d seconds", int((d+time.Second-1)/time.Second))
}

// network is the part of an address that one attacker has for themselves: the
// address of IPv4, the /64 of IPv6. Ports are dropped; anything else is one bucket.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		ap, err := netip.ParseAddrPort(address)
		if err != nil {
			return "unknown"
		}
		ip = ap.Addr()
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}
