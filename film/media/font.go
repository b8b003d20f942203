package media

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font/gofont/gomono"
)

// fontNames are files of fonts whose digits are all of one width, best first; a code that counts must not jump about.
var fontNames = []string{"DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf", "LiberationMono-Regular.ttf", "FreeMono.ttf",
	"Menlo.ttc", "Monaco.ttf", "consola.ttf", "cour.ttf"}

// fontFolders are where systems keep fonts.
var fontFolders = []string{"/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", `C:\Windows\Fonts`}

// Font is the file burned-in text is set in: the one that was asked for, else a font of the system whose digits have one
// width, else Go Mono, which comes with the program and knows Latin, Greek and Cyrillic letters.
func (t *Tools) Font() (string, error) { return t.font() }

func findFont(asked string) (string, error) {
	if asked == "" {
		asked = os.Getenv("BACKLOT_FONT")
	}
	if asked != "" {
		if _, err := os.Stat(asked); err != nil {
			return "", fmt.Errorf("font for burned-in text: %w; want a .ttf, .otf or .ttc file", err)
		}
		return filepath.Abs(asked)
	}
	found := map[string]string{}
	for _, dir := range fontFolders {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				found[strings.ToLower(d.Name())] = path
			}
			return nil // a folder that is missing or closed has no font for us
		})
	}
	for _, name := range fontNames {
		if path := found[strings.ToLower(name)]; path != "" {
			return path, nil
		}
	}
	return ownFont()
}

// ownFont puts the font that comes with the program where ffmpeg can read it.
func ownFont() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	path := filepath.Join(dir, "backlot", "go-mono.ttf")
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(gomono.TTF)) {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fmt.Errorf("font for burned-in text: %w; set BACKLOT_FONT to a .ttf file", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "font-*")
	if err != nil {
		return "", fmt.Errorf("font for burned-in text: %w; set BACKLOT_FONT to a .ttf file", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(gomono.TTF)
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	return path, err
}
