package main

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // pictures in
	"image/png"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"backlot/film/look"
)

// LookApply puts colours or a picture through looks.
type LookApply struct {
	LookSteps
	RGB     []string `help:"Colours of three values, such as 0.18,0.18,0.18 ...; without it and without --picture they are read from standard input, one a line." sep:";" placeholder:"R,G,B;..."`
	Picture string   `help:"A PNG or JPEG instead of colours." type:"existingfile"`
	Out     string   `short:"o" help:"Where to write the picture, as PNG with 16 bits."`
	JSON    bool     `name:"json" help:"Print one JSON object a colour."`
}

// Run prints what every colour becomes, or writes the picture.
func (c *LookApply) Run() error {
	chain, err := c.chain()
	if err != nil {
		return err
	}
	warnLook(chain)
	if c.Picture != "" {
		return c.picture(chain)
	}
	if len(c.RGB) > 0 {
		return c.colours(chain, strings.NewReader(strings.Join(c.RGB, "\n")))
	}
	return c.colours(chain, os.Stdin)
}

func (c *LookApply) colours(chain *look.Chain, r io.Reader) error {
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		words := strings.FieldsFunc(in.Text(), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
		if len(words) == 0 {
			continue
		}
		var rgb [3]float32
		for i := range words {
			v, err := strconv.ParseFloat(words[i], 32)
			if err != nil || len(words) != 3 {
				return fmt.Errorf("colour %d: %q: want three numbers such as 0.18 0.18 0.18", n, in.Text())
			}
			rgb[i] = float32(v)
		}
		out := chain.At(rgb)
		if c.JSON {
			if err := printJSON(os.Stdout, map[string]any{"in": rgb, "out": out}); err != nil {
				return err
			}
			continue
		}
		fmt.Printf("%.7g %.7g %.7g\n", out[0], out[1], out[2])
	}
	return in.Err()
}

// maxPixels is the largest picture: an 8K frame and a half.
const maxPixels = 50_000_000

func (c *LookApply) picture(chain *look.Chain) error {
	if c.Out == "" {
		fmt.Fprintln(os.Stderr, "backlot: look apply: want --out for the picture")
		return exitCode(2)
	}
	raw, err := os.ReadFile(c.Picture)
	if err != nil {
		return err
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err == nil && head.Width*head.Height > maxPixels {
		err = fmt.Errorf("%d x %d pixels; want %d million at most", head.Width, head.Height, maxPixels/1_000_000)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.Picture, err)
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("%s: %w", c.Picture, err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, graded(img, chain)); err != nil {
		return err
	}
	return writeOut(c.Out, b.Bytes())
}

// graded is the picture through the chain.
func graded(img image.Image, chain *look.Chain) image.Image {
	size := img.Bounds()
	px := image.NewNRGBA64(image.Rect(0, 0, size.Dx(), size.Dy()))
	draw.Draw(px, px.Rect, img, size.Min, draw.Src)
	rgb := make([]float32, 3*size.Dx()*size.Dy())
	for i := range len(rgb) / 3 {
		c := px.NRGBA64At(i%size.Dx(), i/size.Dx())
		rgb[3*i], rgb[3*i+1], rgb[3*i+2] = float32(c.R)/65535, float32(c.G)/65535, float32(c.B)/65535
	}
	chain.ApplyFrame(rgb)
	code := func(v float32) uint16 {
		if !(v > 0) {
			return 0
		}
		return uint16(math.Round(float64(min(v, 1)) * 65535))
	}
	for i := range len(rgb) / 3 {
		x, y := i%size.Dx(), i/size.Dx()
		px.SetNRGBA64(x, y, color.NRGBA64{R: code(rgb[3*i]), G: code(rgb[3*i+1]), B: code(rgb[3*i+2]), A: px.NRGBA64At(x, y).A})
	}
	return px
}
