package files

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"

	"github.com/zeebo/xxh3"
)

// blockSize is the unit in which reads are checked: the XXH3-64 of every block is
// remembered, 8 bytes per MiB, so that a range of a long take is checked too.
const blockSize = 1 << 20

// sum hashes content as it streams by.
type sum struct {
	size   int64
	sha    hash.Hash
	xx     *xxh3.Hasher
	block  *xxh3.Hasher
	filled int // bytes in block
	blocks []byte
	head   []byte // the first bytes, for sniffing
}

func newSum() *sum { return &sum{sha: sha256.New(), xx: xxh3.New(), block: xxh3.New()} }

// Write adds content; it never fails.
func (s *sum) Write(p []byte) (int, error) {
	n := len(p)
	s.size += int64(n)
	if room := 512 - len(s.head); room > 0 {
		s.head = append(s.head, p[:min(room, n)]...)
	}
	s.sha.Write(p)
	s.xx.Write(p) //nolint:errcheck // a hash does not fail
	for len(p) > 0 {
		part := p[:min(len(p), blockSize-s.filled)]
		s.block.Write(part) //nolint:errcheck // a hash does not fail
		s.filled += len(part)
		p = p[len(part):]
		if s.filled == blockSize {
			s.cut()
		}
	}
	return n, nil
}

func (s *sum) cut() {
	s.blocks = binary.BigEndian.AppendUint64(s.blocks, s.block.Sum64())
	s.block.Reset()
	s.filled = 0
}

// finish gives the file's facts and the hashes of its blocks.
func (s *sum) finish() (Info, []byte) {
	if s.filled > 0 {
		s.cut()
	}
	return Info{
		ID:   ID(hex.EncodeToString(s.sha.Sum(nil))),
		Size: s.size,
		XXH3: fmt.Sprintf("%016x", s.xx.Sum64()),
		MIME: Sniff(s.head),
	}, s.blocks
}

// signatures are formats of film work that browsers do not know.
var signatures = []struct {
	offset int
	magic  string
	mime   string
}{
	{0, "\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", "application/mxf"},
	{0, "SDPX", "image/x-dpx"},
	{0, "XPDS", "image/x-dpx"},
	{0, "\x76\x2f\x31\x01", "image/x-exr"},
	{0, "II*\x00", "image/tiff"},
	{0, "MM\x00*", "image/tiff"},
	{0, "fLaC", "audio/flac"},
	{0, "RF64", "audio/wav"},
	{0, "BW64", "audio/wav"},
	{4, "RED1", "video/x-red"},
	{4, "RED2", "video/x-red"},
	{4, "ftypqt", "video/quicktime"},
	{4, "moov", "video/quicktime"},
	{4, "wide", "video/quicktime"},
	{0, "#EXTM3U", "application/vnd.apple.mpegurl"},
}

// Sniff tells the MIME type of content by its first 512 bytes.
func Sniff(head []byte) string {
	for _, s := range signatures {
		if len(head) >= s.offset && bytes.HasPrefix(head[s.offset:], []byte(s.magic)) {
			return s.mime
		}
	}
	return http.DetectContentType(head)
}
