package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tint is the colour of a scene's plate.
var tint = map[string]color.NRGBA{"4": {66, 92, 120, 255}, "23": {120, 96, 58, 255}, "11": {96, 52, 60, 255}}

// costume is the colour and the shape of a person.
var costume = map[string]struct {
	fill  color.NRGBA
	sides int // 0 is a circle
}{
	"ADA": {color.NRGBA{235, 190, 60, 255}, 0}, "SOLVEIG": {color.NRGBA{90, 170, 150, 255}, 4}, "KROGH": {color.NRGBA{70, 70, 82, 255}, 3},
	"IVO": {color.NRGBA{190, 90, 70, 255}, 6}, "RADIO VOICE": {color.NRGBA{170, 170, 190, 255}, 8},
}

func writePNG(path string, m image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// plate is the set as a camera sees it: a wall with light from a window, furniture, a table.
func plate(sceneNumber string, seed noise, camera int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	c := tint[sceneNumber]
	wx := 150 + 300*float64(seed.next()) + 120*float64(camera)
	for y := range height {
		for x := range width {
			light := 0.55 + 0.65*math.Exp(-((float64(x)-wx)*(float64(x)-wx)+(float64(y)-120)*(float64(y)-120))/32000)
			light += 0.03 * float64(seed.next())
			m.SetNRGBA(x, y, color.NRGBA{shade(c.R, light), shade(c.G, light), shade(c.B, light), 255})
		}
	}
	for range 9 {
		x, y := int(320+310*seed.next()), int(150+110*seed.next())
		w, h := int(36+26*seed.next()), int(50+36*seed.next())
		light := 0.75 + 0.45*float64(seed.next())
		draw.Draw(m, image.Rect(x, y, x+w, y+h), &image.Uniform{color.NRGBA{shade(c.R, light), shade(c.B, light), shade(c.G, light), 255}}, image.Point{}, draw.Src)
	}
	draw.Draw(m, image.Rect(0, 285, width, height), &image.Uniform{color.NRGBA{shade(c.R, 0.5), shade(c.G, 0.42), shade(c.B, 0.4), 255}}, image.Point{}, draw.Src)
	return m
}

func shade(v uint8, by float64) uint8 { return uint8(min(max(float64(v)*by, 0), 255)) }

// figure is a person: a shape on a body.
func figure(name string, size int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, size, size*3/2))
	c := costume[name]
	r := float64(size) / 2
	for y := range size * 3 / 2 {
		for x := range size {
			dx, dy := float64(x)-r, float64(y)-r
			edge := r - 1
			if c.sides > 0 {
				step := 2 * math.Pi / float64(c.sides)
				a := math.Mod(math.Atan2(dy, dx)+math.Pi/2+4*math.Pi, step) - step/2
				edge *= math.Cos(math.Pi/float64(c.sides)) / math.Cos(a)
			}
			inside := math.Hypot(dx, dy) < edge
			body := float64(y) > 1.6*r && math.Abs(dx) < r*0.6*(float64(y)/(3*r)+0.2)
			switch {
			case inside && math.Hypot(math.Abs(dx)-0.3*r, dy+0.15*r) < 0.11*r, inside && math.Abs(dy-0.35*r) < 0.07*r && math.Abs(dx) < 0.3*r:
				m.SetNRGBA(x, y, color.NRGBA{20, 20, 24, 255})
			case inside:
				m.SetNRGBA(x, y, c.fill)
			case body:
				m.SetNRGBA(x, y, color.NRGBA{c.fill.R / 2, c.fill.G / 2, c.fill.B / 2, 255})
			}
		}
	}
	return m
}

// painter makes clips with ffmpeg.
type painter struct {
	out, work, font string
}

// texts are files that ffmpeg draws, so that no text has to be escaped.
func (p *painter) text(name, s string) (string, error) {
	path := filepath.Join(p.work, name+".txt")
	return path, os.WriteFile(path, []byte(s), 0o644)
}

// clip makes one file.
func (p *painter) clip(ctx context.Context, k *clip, t *take, people []string, sound string, path string, extra ...string) error {
	camera := int(k.Camera[0] - 'A')
	seed := noise(1)
	for _, b := range []byte(k.Slate) {
		seed = seed*131 + noise(b)
	}
	for range 9 {
		seed.next()
	}
	back := filepath.Join(p.work, k.Name+"-plate.png")
	if err := writePNG(back, plate(k.Scene(t), seed, camera)); err != nil {
		return err
	}
	args := []string{"-nostdin", "-v", "error", "-y", "-framerate", "24000/1001", "-i", back, "-i", sound}
	size := []int{90, 132}[camera]
	if len(people) == 1 {
		size = size * 4 / 3
	}
	for i, who := range people {
		file := filepath.Join(p.work, fmt.Sprintf("%s-%d.png", k.Name, i))
		if err := writePNG(file, figure(who, size)); err != nil {
			return err
		}
		args = append(args, "-framerate", "24000/1001", "-i", file)
	}
	graph, err := p.graph(k, t, people, size)
	if err != nil {
		return err
	}
	script, err := p.text(k.Name+"-graph", graph)
	if err != nil {
		return err
	}
	args = append(args, "-filter_complex_script", script, "-map", "[out]", "-map", "1:a",
		"-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "12", "-bf", "0", "-threads", "1", "-pix_fmt", "yuv420p",
		"-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
		"-c:a", "pcm_s16le", "-timecode", k.Timecode, "-metadata:s:v:0", "reel_name="+k.Roll, "-metadata", "creation_time=2027-03-01T08:00:00Z", "-fflags", "+bitexact")
	cmd := exec.CommandContext(ctx, "ffmpeg", append(append(args, extra...), path)...)
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make %s: %w: %s", k.Name, err, msg)
	}
	return nil
}

// Scene is the scene of a clip's take; a clip without one shows the kitchen of scene 4.
func (k *clip) Scene(t *take) string {
	if t == nil {
		return "4"
	}
	return t.Scene
}

// graph is what is drawn: people on the plate, the slate, what is burned in.
func (p *painter) graph(k *clip, t *take, people []string, size int) (string, error) {
	var g strings.Builder
	late := 0
	if t != nil {
		late = int(k.StartFrame - t.StartFrame)
	}
	const still = "loop=-1:1:0,setpts=N*1001/24000/TB" // decoded once, shown for ever
	g.WriteString("[0:v]format=yuv420p," + still + "[p0];\n")
	for i, who := range people {
		x := width * (i + 1) / (len(people) + 1)
		if k.Camera == "B" {
			x = width - x
		}
		bounce := "0"
		if t != nil {
			for _, l := range t.Lines {
				if l.Character == who {
					bounce += fmt.Sprintf("+between(n,%d,%d)", l.AtFrame-late, l.AtFrame+l.Frames-late)
				}
			}
		}
		fmt.Fprintf(&g, "[%d:v]format=yuva420p,%s[f%d];[p%d][f%d]overlay=x='%d+18*sin(n/%d)':y='%d-14*abs(sin(n/2.6))*(%s)'[p%d];\n", i+2, still, i, i, i, x-size/2, 31+7*i, 285-size*5/4, bounce, i+1)
	}
	fmt.Fprintf(&g, "[p%d]", len(people))
	var chain []string
	draw := func(text, file, at, more string) {
		how := "textfile='" + file + "'"
		if file == "" {
			how = text
		}
		chain = append(chain, fmt.Sprintf("drawtext=fontfile='%s':%s:%s:%s", p.font, how, at, more))
	}
	if t != nil {
		for i, l := range t.Lines {
			file, err := p.text(fmt.Sprintf("%s-line%d", k.Name, i), l.Character+": "+l.Text)
			if err != nil {
				return "", err
			}
			draw("", file, "x=(w-tw)/2:y=306", fmt.Sprintf("expansion=none:fontsize=15:fontcolor=white:box=1:boxcolor=black@0.5:boxborderw=4:enable='between(n,%d,%d)'", l.AtFrame-late, l.AtFrame+l.Frames-late))
		}
		file, err := p.text(k.Name+"-slate", fmt.Sprintf("THE KEEPING LIGHT\nroll %s   scene %s\ntake %d   cam %s\n%s", k.Roll, t.Slate, t.Number, k.Camera, map[int]string{6: "1 MAR 2027", 7: "2 MAR 2027"}[t.Day]))
		if err != nil {
			return "", err
		}
		last := 24 - late
		chain = append(chain,
			fmt.Sprintf("drawbox=x=190:y=110:w=260:h=140:color=0x101014:t=fill:enable='lt(n,%d)'", last),
			fmt.Sprintf("drawbox=x=190:y=94:w=260:h=12:color=white:t=fill:enable='lt(n,%d)'", last),
			fmt.Sprintf("drawbox=x=190:y=60:w=260:h=12:color=white:t=fill:enable='lt(n,%d)'", k.ClapFrame),
			fmt.Sprintf("drawbox=x=190:y=80:w=260:h=12:color=white:t=fill:enable='between(n,%d,%d)'", k.ClapFrame, last-1))
		draw("", file, "x=206:y=122", fmt.Sprintf("expansion=none:fontsize=22:fontcolor=white:line_spacing=8:enable='lt(n,%d)'", last))
	}
	draw(`text='%{eif\:n\:d\:5}'`, "", "x=12:y=10", "fontsize=40:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=6")
	draw("timecode='"+strings.ReplaceAll(k.Timecode, ":", `\:`)+"':rate=24000/1001", "", "x=w-tw-14:y=14", "fontsize=24:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=6")
	chain = append(chain, "drawbox=x=0:y=344:w=640:h=16:color=black:t=fill")
	for i := range 16 {
		chain = append(chain, fmt.Sprintf("drawbox=x=%d:y=344:w=40:h=16:color=white:t=fill:enable='gt(bitand(n,%d),0)'", 40*i, 1<<(15-i)))
	}
	g.WriteString(strings.Join(chain, ",\n"))
	fmt.Fprintf(&g, ",\ntrim=end_frame=%d[out]\n", k.Frames)
	return g.String(), nil
}
