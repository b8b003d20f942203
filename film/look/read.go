package look

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
)

// Format is a file format of looks.
type Format string

// The formats; README.md says who uses which.
const (
	Cube   Format = "cube"   // Adobe, Resolve, ffmpeg; .itx of Iridas is the same
	CC     Format = "cc"     // one ASC CDL correction
	CCC    Format = "ccc"    // a collection of corrections
	CDLF   Format = "cdl"    // an ASC color decision list
	CLF    Format = "clf"    // Common LUT Format; Autodesk's .ctf is its elder sister
	CTF    Format = "ctf"    //
	ThreeD Format = "3dl"    // Autodesk Flame and Lustre
	CSP    Format = "csp"    // cineSpace, Rising Sun
	SPI1D  Format = "spi1d"  // Sony Pictures Imageworks
	SPI3D  Format = "spi3d"  //
	SPIMtx Format = "spimtx" //
	VF     Format = "vf"     // Nuke
	M3D    Format = "m3d"    // Pandora, also .mga
	LUT    Format = "lut"    // Discreet, 1D
	HDL    Format = "hdl"    // Houdini, which writes it as .lut too
	Cub    Format = "cub"    // FilmLight Truelight
	Iridas Format = "look"   // Iridas SpeedGrade
	ICC    Format = "icc"    // profiles of screens, also .icm
)

// maxFile is the largest file that is read: a 3D table of 129 points a side, written generously.
const maxFile = 128 << 20

// Read reads a look of any format. What stands in the file decides; its name decides only where the content leaves it
// open. A list of several corrections is read by naming one after a # as in "looks.cdl#look-02". Errors name the line
// or the element. Tables interpolate as their file says, and tetrahedrally where it says nothing.
func Read(name string, r io.Reader) (*Chain, error) {
	file, id, _ := strings.Cut(name, "#")
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(b) > maxFile {
		return nil, fmt.Errorf("%s: more than %d MB; no look is that large", file, maxFile>>20)
	}
	f, err := Detect(file, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	c, err := readers[f](b, id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	c.Format = f
	if c.Name == "" {
		c.Name = strings.TrimSuffix(path.Base(file), path.Ext(file))
		if id != "" {
			c.Name = id
		}
	}
	return c, nil
}

var readers = map[Format]func(b []byte, id string) (*Chain, error){
	CC: chooseCDL, CCC: chooseCDL, CDLF: chooseCDL,
	CLF: xmlChain, CTF: xmlChain,
	Cube:   alone(readCube),
	ThreeD: alone(read3DL),
	CSP:    alone(readCSP),
	SPI1D:  alone(readSPI1D),
	SPI3D:  alone(readSPI3D),
	SPIMtx: alone(readSPIMtx),
	VF:     alone(readVF),
	M3D:    alone(readM3D),
	LUT:    alone(readDiscreet),
	HDL:    alone(readHoudini),
	Cub:    alone(readTruelight),
	Iridas: alone(readIridasLook),
	ICC:    alone(readICC),
}

// alone is the reader of a format that holds one look.
func alone(read func([]byte) (*Chain, error)) func([]byte, string) (*Chain, error) {
	return func(b []byte, id string) (*Chain, error) {
		if id != "" {
			return nil, fmt.Errorf("#%s: the file holds one look without an id; want its name alone", id)
		}
		return read(b)
	}
}

// Detect says which format a file has, from its first lines and, where they leave it open, from its name.
func Detect(name string, b []byte) (Format, error) {
	head := bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 4096)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 {
		return "", errors.New("the file is empty")
	}
	if len(b) >= 40 && string(b[36:40]) == "acsp" {
		return ICC, nil
	}
	if bytes.HasPrefix(head, []byte("# Truelight Cube")) {
		return Cub, nil
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return "", errors.New("line 1: not text; looks are text or XML")
	}
	if head[0] == '<' {
		return detectXML(head)
	}
	ext := strings.ToLower(path.Ext(name))
	l := newLines(head)
	for {
		words, ok := l.next()
		if !ok {
			break
		}
		switch first := strings.ToUpper(words[0]); {
		case strings.HasPrefix(first, "CSPLUT"):
			return CSP, nil
		case first == "SPILUT":
			return SPI3D, nil
		case first == "FORMAT", first == "TYPE", first == "LUT:" && len(words) == 1:
			return HDL, nil
		case first == "VERSION" && ext == ".spi1d", first == "COMPONENTS", first == "{":
			return SPI1D, nil
		case first == "LUT:":
			return LUT, nil
		case first == "CHANNEL":
			return M3D, nil
		case first == "GRID_SIZE", first == "GLOBAL_TRANSFORM":
			return VF, nil
		case first == "3DMESH", first == "MESH":
			return ThreeD, nil
		case strings.HasPrefix(first, "LUT_"), strings.HasPrefix(first, "DOMAIN_"), first == "TITLE":
			return Cube, nil
		}
	}
	if bytes.HasPrefix(head, []byte("#Inventor")) {
		return VF, nil
	}
	for _, f := range []Format{Cube, ThreeD, SPIMtx, CSP, SPI1D, SPI3D, VF, M3D, LUT, HDL, Cub} {
		if ext == "."+string(f) || ext == aliases[f] {
			return f, nil
		}
	}
	return "", fmt.Errorf("line 1: %s begins no look that is known; want .cube, .itx, .3dl, .csp, .spi1d, .spi3d, .spimtx, .vf, .m3d, .mga, .lut, .cub, .look, .icc, .clf, .ctf, .cc, .ccc or .cdl",
		quote(string(firstLine(head))))
}

// aliases are second endings.
var aliases = map[Format]string{Cube: ".itx", M3D: ".mga"}

func firstLine(b []byte) []byte {
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		return b[:i]
	}
	return b
}

// rootElement is the first element of a document, after declarations and remarks.
var rootElement = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_]+)`)

var xmlFormats = map[string]Format{"ProcessList": CLF, "ColorCorrection": CC, "ColorCorrectionCollection": CCC, "ColorDecisionList": CDLF, "look": Iridas}

func detectXML(head []byte) (Format, error) {
	head = remarks.ReplaceAll(head, nil)
	if m := rootElement.FindSubmatch(head); m != nil {
		if f, ok := xmlFormats[string(m[1])]; ok {
			return f, nil
		}
	}
	return "", errors.New("line 1: XML, but not of a look; want ProcessList, ColorCorrection, ColorCorrectionCollection, ColorDecisionList or look")
}

var remarks = regexp.MustCompile(`(?s)<!--.*?-->`)
