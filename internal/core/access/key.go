package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"backlot/internal/core/fault"
)

// Key is the secret of an installation, kept in a file beside the database and
// never in it: it encrypts second-factor secrets and seals the audit log, so a
// copy of the database alone gives neither. All nodes use the same key.
type Key struct{ secret [32]byte }

func (k Key) isZero() bool { return k == Key{} }

// NewKey draws a key.
func NewKey(random io.Reader) (Key, error) {
	var k Key
	if _, err := io.ReadFull(random, k.secret[:]); err != nil {
		return Key{}, fault.New(fault.Unavailable, "draw the installation's key: %w", err)
	}
	return k, nil
}

// LoadKey reads the key file, and makes one, readable by its owner only, where
// there is none. A file that others can read is an Unavailable error.
func LoadKey(path string) (Key, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := createKey(path); err != nil {
			return Key{}, fault.New(fault.Unavailable, "make the key file %s: %w", path, err)
		}
		text, err = os.ReadFile(path) // another node may have been first
	}
	if err != nil {
		return Key{}, fault.New(fault.Unavailable, "read the key file %s: %w", path, err)
	}
	if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return Key{}, fault.New(fault.Unavailable, "key file %s can be read by others (%v): run chmod 600 on it", path, info.Mode().Perm())
	}
	var k Key
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != len(k.secret) {
		return Key{}, fault.New(fault.Unavailable, "key file %s is damaged: want 64 hexadecimal digits; restore it from a backup", path)
	}
	copy(k.secret[:], raw)
	return k, nil
}

// createKey writes a whole file under another name and links it into place, so
// that of several nodes starting at once one wins and none reads half a key.
func createKey(path string) error {
	k, err := NewKey(rand.Reader)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = fmt.Fprintln(tmp, hex.EncodeToString(k.secret[:]))
	if err := errors.Join(err, tmp.Chmod(0o600), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	err = os.Link(tmp.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(tmp.Name(), path) // a file system without links
}

// derive gives a key of its own to each use.
func (k Key) derive(use string) []byte {
	out, err := hkdf.Key(sha256.New, k.secret[:], nil, "backlot/access/"+use, 32)
	if err != nil {
		panic(err) // 32 bytes are always to be had
	}
	return out
}

func (k Key) aead(use string) cipher.AEAD {
	block, err := aes.NewCipher(k.derive(use))
	if err != nil {
		panic(err) // the length is right
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return gcm
}

// seal encrypts plain for one use and one owner: a version byte, nonce, box.
func (k Key) seal(random io.Reader, use, owner string, plain []byte) ([]byte, error) {
	gcm := k.aead(use)
	out := make([]byte, 1+gcm.NonceSize(), 1+gcm.NonceSize()+len(plain)+gcm.Overhead())
	out[0] = 1
	if _, err := io.ReadFull(random, out[1:]); err != nil {
		return nil, fault.New(fault.Unavailable, "draw a nonce: %w", err)
	}
	return gcm.Seal(out, out[1:], plain, []byte(owner)), nil
}

// open decrypts what seal made.
func (k Key) open(use, owner string, box []byte) ([]byte, error) {
	gcm := k.aead(use)
	if len(box) < 1+gcm.NonceSize() || box[0] != 1 {
		return nil, fault.New(fault.Unavailable, "stored secret is damaged or of a newer version")
	}
	plain, err := gcm.Open(nil, box[1:1+gcm.NonceSize()], box[1+gcm.NonceSize():], []byte(owner))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "stored secret does not open: the key file is not the one it was stored with; restore it, or have an owner reset the second factor")
	}
	return plain, nil
}

// mac is a keyed hash for one use.
func (k Key) mac(use string, data []byte) []byte {
	h := hmac.New(sha256.New, k.derive(use))
	h.Write(data)
	return h.Sum(nil)
}
