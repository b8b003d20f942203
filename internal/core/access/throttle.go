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
// then the wait doubles from a second up to the longest. One failure is forgotten
// every fade.
type brake struct {
	what    string
	free    int
	longest time.Duration
	fade    time.Duration
}

// The longest wait of an account is short, because a stranger can cause it and a
// crew has to sign in at five in the morning. An address may be the one address of
// that whole crew, so its failures fade fast.
var (
	signInBrake   = brake{"account", 5, 5 * time.Minute, time.Hour}
	codeBrake     = brake{"code", 5, 5 * time.Minute, time.Hour}
	confirmBrake  = brake{"confirm", 5, 5 * time.Minute, time.Hour}
	recoveryBrake = brake{"recover", 3, time.Hour, time.Hour}
	addressBrake  = brake{"address", 60, 10 * time.Minute, 20 * time.Second}
	linkBrake     = brake{"link", 60, 10 * time.Minute, 20 * time.Second}
)

// throttleMemory is when the last failure has faded and its row can go.
const throttleMemory = 48 * time.Hour

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
	var failures, until, touched int64
	err := tx.QueryRow(ctx, `
		INSERT INTO access_throttle (name, failures, until_ms, touched_ms)
		VALUES (?, 0, 0, ?)
		ON CONFLICT (name) DO UPDATE SET name = excluded.name
		RETURNING failures, until_ms, touched_ms`, a.name(), ms(now)).Scan(&failures, &until, &touched) // the row is ours until commit
	if err != nil {
		return 0, err
	}
	left := at(until).Sub(now)
	if until > 0 && left > 0 && left <= a.brake.longest { // a longer one was made by a clock that was wrong
		return left, nil
	}
	if faded := int64(now.Sub(at(touched)) / a.brake.fade); faded >= failures || now.Before(at(touched)) {
		failures, touched = 0, ms(now)
	} else {
		failures, touched = failures-faded, touched+faded*a.brake.fade.Milliseconds()
	}
	failures++
	_, err = tx.Exec(ctx, "UPDATE access_throttle SET failures = ?, until_ms = ?, touched_ms = ? WHERE name = ?",
		failures, ms(now.Add(a.brake.wait(failures))), touched, a.name())
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
	switch seconds := int((d + time.Second - 1) / time.Second); {
	case seconds > 90:
		return fmt.Sprintf("%d minutes", (seconds+59)/60)
	case seconds > 1:
		return fmt.Sprintf("%d seconds", seconds)
	}
	return "a second"
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
