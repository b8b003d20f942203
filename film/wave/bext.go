package wave

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"backlot/film/timeline"
)

// bextSize is the fixed part of the broadcast extension; the coding history follows.
const bextSize = 602

// notSet is how version 2 writes a loudness that was not measured.
const notSet = 0x7fff

// Bext is the broadcast extension (EBU Tech 3285).
type Bext struct {
	Version       int    `json:"version"`
	Description   string `json:"description,omitempty"` // 256 characters; recorders put scene and take here, see Described
	Originator    string `json:"originator,omitempty"`
	OriginatorRef string `json:"originator_reference,omitempty"`
	Date          string `json:"date,omitempty"` // as written, yyyy-mm-dd with any separator
	Time          string `json:"time,omitempty"` // as written, hh:mm:ss
	TimeReference int64  `json:"time_reference"` // samples from midnight to the first sample
	UMID          string `json:"umid,omitempty"` // 128 hexadecimal digits, from version 1 on (SMPTE ST 330)
	// Hundredths of LUFS, LU or dBTP, from version 2 on; missing when not measured.
	Loudness      *int   `json:"loudness_hundredths,omitempty"`
	LoudnessRange *int   `json:"loudness_range_hundredths,omitempty"`
	MaxTruePeak   *int   `json:"max_true_peak_hundredths,omitempty"`
	MaxMomentary  *int   `json:"max_momentary_hundredths,omitempty"`
	MaxShortTerm  *int   `json:"max_short_term_hundredths,omitempty"`
	CodingHistory string `json:"coding_history,omitempty"`
}

// bext reads the chunk.
func (p *parser) bext(b []byte, place string) *Bext {
	if p.f.Bext != nil {
		p.note(timeline.Doubtful, place, "a second bext chunk; the first one counts")
		return p.f.Bext
	}
	if len(b) < 348 {
		p.note(timeline.Wrong, place, "bext has %d bytes; want at least %d", len(b), bextSize)
		return nil
	}
	if len(b) < bextSize {
		p.note(timeline.Wrong, place, "bext has %d bytes; want at least %d; what is missing is taken as empty", len(b), bextSize)
		b = append(b, make([]byte, bextSize-len(b))...)
	}
	x := &Bext{
		Description: text(b[:256]), Originator: text(b[256:288]), OriginatorRef: text(b[288:320]), Date: text(b[320:330]), Time: text(b[330:338]),
		Version: int(binary.LittleEndian.Uint16(b[346:])), CodingHistory: text(b[bextSize:]),
	}
	ref := binary.LittleEndian.Uint64(b[338:])
	if ref > 1<<53 {
		p.note(timeline.Wrong, place, "the time reference is %d samples after midnight; taken as none", ref)
		ref = 0
	}
	x.TimeReference = int64(ref)
	if x.Version >= 1 {
		x.UMID = hex.EncodeToString(b[348:412])
	}
	if x.Version >= 2 {
		for i, to := range []**int{&x.Loudness, &x.LoudnessRange, &x.MaxTruePeak, &x.MaxMomentary, &x.MaxShortTerm} {
			if v := int(int16(binary.LittleEndian.Uint16(b[412+2*i:]))); v != notSet {
				*to = &v
			}
		}
	}
	if x.Version > 2 {
		p.note(timeline.Note, place, "broadcast extension version %d; what came after version 2 is passed over", x.Version)
	}
	if day := 24 * 3600 * int64(max(p.f.Format.SampleRate, 48000)); x.TimeReference >= day && p.f.Format.SampleRate > 0 {
		p.note(timeline.Doubtful, place, "the time reference is %d samples after midnight, which is more than a day", x.TimeReference)
	}
	return x
}

// text reads a field that ends at the first NUL. Text that is no UTF-8 is Latin 1, as old recorders write.
func text(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// Described reads what recorders hide in the description as lines of NAME=value, such as sSCENE=12A or dTAKE=3; names
// come without the letter before them, in capitals.
func (x *Bext) Described() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(strings.ReplaceAll(x.Description, "\r", "\n")) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || name == "" {
			continue
		}
		if name[0] >= 'a' && name[0] <= 'z' && len(name) > 1 {
			name = name[1:]
		}
		out[strings.ToUpper(name)] = strings.TrimSpace(value)
	}
	return out
}

// encode writes the chunk's payload.
func (x *Bext) encode() ([]byte, error) {
	b := make([]byte, bextSize)
	for _, f := range []struct {
		name, value string
		from, to    int
	}{
		{"description", x.Description, 0, 256}, {"originator", x.Originator, 256, 288}, {"originator reference", x.OriginatorRef, 288, 320},
		{"date", x.Date, 320, 330}, {"time", x.Time, 330, 338},
	} {
		if len(f.value) > f.to-f.from || strings.ContainsRune(f.value, 0) {
			return nil, fmt.Errorf("write broadcast extension: %s %q: want at most %d bytes without NUL", f.name, f.value, f.to-f.from)
		}
		copy(b[f.from:f.to], f.value)
	}
	if x.TimeReference < 0 {
		return nil, fmt.Errorf("write broadcast extension: time reference %d: want samples after midnight", x.TimeReference)
	}
	binary.LittleEndian.PutUint64(b[338:], uint64(x.TimeReference))
	binary.LittleEndian.PutUint16(b[346:], uint16(x.Version))
	if x.UMID != "" {
		umid, err := hex.DecodeString(x.UMID)
		if err != nil || len(umid) > 64 || x.Version < 1 {
			return nil, fmt.Errorf("write broadcast extension: UMID %q: want up to 128 hexadecimal digits, and version 1", x.UMID)
		}
		copy(b[348:], umid)
	}
	if x.Version >= 2 {
		for i, v := range []*int{x.Loudness, x.LoudnessRange, x.MaxTruePeak, x.MaxMomentary, x.MaxShortTerm} {
			n := notSet
			if v != nil {
				n = *v
			}
			if n < -32768 || n > notSet {
				return nil, fmt.Errorf("write broadcast extension: loudness %d hundredths: want at most 327 either way", n)
			}
			binary.LittleEndian.PutUint16(b[412+2*i:], uint16(int16(n)))
		}
	}
	return append(b, x.CodingHistory...), nil
}
