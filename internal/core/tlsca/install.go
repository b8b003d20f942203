package tlsca

import (
	"bytes"
	_ "embed"
	"encoding/pem"
	"html/template"
	"image/png"
	"net/http"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

//go:embed install.html
var installText string

var installPage = template.Must(template.New("install").Parse(installText))

// Install is the page over plain HTTP that lets a device learn to trust the
// authority. It shows nothing else: no name, no production, no sign-in.
type Install struct {
	Authority *Authority
	Page      string // this page's own address as other devices reach it, for the QR code: "http://192.168.1.20:8880/"
	App       string // address of the app: "https://192.168.1.20:8443/"
}

// Handler serves the page, the certificate and the QR code.
func (i Install) Handler() (http.Handler, error) {
	code, err := qrPNG(i.Page)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = installPage.Execute(&page, map[string]any{"Fingerprint": i.Authority.Fingerprint(), "Page": i.Page, "App": i.App,
		"Name": i.Authority.cert.Subject.CommonName, "Until": i.Authority.cert.NotAfter.Format("2 January 2006")})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", serveBytes("text/html; charset=utf-8", "", page.Bytes()))
	mux.HandleFunc("GET /qr.png", serveBytes("image/png", "", code))
	mux.HandleFunc("GET /backlot-ca.crt", serveBytes("application/x-x509-ca-cert", "backlot-ca.crt", i.Authority.cert.Raw))
	mux.HandleFunc("GET /backlot-ca.pem", serveBytes("application/x-pem-file", "backlot-ca.pem",
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.Authority.cert.Raw})))
	return mux, nil
}

func serveBytes(kind, name string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		if name != "" {
			h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
		}
		_, _ = w.Write(body) // the device went away: nothing to do
	}
}

// qrPNG draws a QR code with the quiet zone that readers need.
func qrPNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, err
	}
	const dot = 8
	size := code.Bounds().Dx() * dot
	if code, err = barcode.Scale(code, size, size); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = png.Encode(&out, framed(code, 4*dot))
	return out.Bytes(), err
}
