package tlsca

import (
	"image"
	"image/color"
	"image/draw"
)

// framed puts a white border of n pixels around an image.
func framed(img image.Image, n int) image.Image {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx()+2*n, b.Dy()+2*n))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, image.Rect(n, n, n+b.Dx(), n+b.Dy()), img, b.Min, draw.Src)
	return out
}
