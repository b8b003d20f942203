//go:build unix

package media

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// spent is the processor time of all processes we waited for.
func spent(b *testing.B) time.Duration {
	var own, children syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		b.Fatal(err)
	}
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &children); err != nil {
		b.Fatal(err)
	}
	return time.Duration(own.Utime.Nano() + own.Stime.Nano() + children.Utime.Nano() + children.Stime.Nano())
}

// BenchmarkIngest makes two proxies, review segments, a thumbnail, a filmstrip and a waveform of five seconds of 1920 x 1080 in one
// reading, and beside it the same by a command of ffmpeg for each, in turns. It also makes one proxy by us and by bare ffmpeg.
// The figures are ours over theirs: below 1 is better for the ingest, above 1 for the proxy.
func BenchmarkIngest(b *testing.B) {
	dir := b.TempDir()
	src := filepath.Join(dir, "source.mov")
	bare := func(args ...string) {
		b.Helper()
		if _, err := tools(b).ffmpeg(b.Context(), command{args: args}); err != nil {
			b.Fatal(err)
		}
	}
	bare("-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=24000/1001:d=5,noise=alls=12:allf=t", "-f", "lavfi", "-i", "anoisesrc=d=5:r=48000:a=0.1",
		"-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", "-timecode", "10:00:00:00", src)
	of, err := tools(b).Probe(b.Context(), src, ProbeOptions{})
	if err != nil {
		b.Fatal(err)
	}
	x264 := []string{"-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-g", "12", "-keyint_min", "12", "-sc_threshold", "0", "-bf", "0", "-c:a", "aac"}
	with := func(head []string, tail ...string) []string {
		return append(append(append([]string{}, head...), x264...), tail...)
	}
	var wall, cpu [4]time.Duration // ours and theirs of the ingest, ours and theirs of the proxy
	measure := func(k int, f func()) {
		began, before := time.Now(), spent(b)
		f()
		wall[k] += time.Since(began)
		cpu[k] += spent(b) - before
	}
	for n := range b.N {
		out := filepath.Join(dir, fmt.Sprint(n))
		if err := os.MkdirAll(filepath.Join(out, "hls"), 0o755); err != nil {
			b.Fatal(err)
		}
		p := func(name string) string { return filepath.Join(out, name) }
		measure(0, func() {
			paths := []string{p("720.mp4"), p("360.mp4")}
			if _, err := tools(b).Make(b.Context(), of, Plan{Proxies: []Proxy{{Path: paths[0], Height: 720}, {Path: paths[1], Height: 360, Silent: true}},
				Thumbs: []Thumb{{Path: p("t.jpg"), Frame: 60}}, Filmstrip: &Filmstrip{Path: p("s.jpg")}, Waveform: &WaveformOptions{}}); err != nil {
				b.Fatal(err)
			}
			if _, err := tools(b).HLS(b.Context(), p("ours"), paths); err != nil {
				b.Fatal(err)
			}
		})
		measure(1, func() {
			bare(with([]string{"-i", src, "-vf", "scale=-2:720"}, "-movflags", "+faststart", p("a.mp4"))...)
			bare(with([]string{"-i", src, "-filter_complex", "[0:v]split[a][b];[a]scale=-2:720[x];[b]scale=-2:360[y]", "-map", "[x]", "-map", "[y]", "-map", "0:a"},
				"-f", "hls", "-hls_time", "2.002", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-var_stream_map", "v:0,agroup:s v:1,agroup:s a:0,agroup:s",
				"-hls_segment_filename", p("hls/%v-%05d.m4s"), p("hls/%v.m3u8"))...)
			bare("-ss", "2.5", "-i", src, "-frames:v", "1", "-vf", "scale=320:-2", p("a.jpg"))
			bare("-i", src, "-vf", "select=not(mod(n\\,2)),scale=160:-2,tile=10x6", "-frames:v", "1", p("b.jpg"))
			bare("-i", src, "-filter_complex", "showwavespic=s=2000x200", "-frames:v", "1", p("w.png"))
		})
		measure(2, func() {
			if _, err := tools(b).Proxy(b.Context(), of, Proxy{Path: p("c.mp4"), Height: 720}, nil); err != nil {
				b.Fatal(err)
			}
		})
		measure(3, func() {
			bare(with([]string{"-i", src, "-vf", "scale=-2:720"}, "-movflags", "+faststart", p("d.mp4"))...)
		})
	}
	b.ReportMetric(float64(wall[0])/float64(wall[1]), "ingest-wall-ratio")
	b.ReportMetric(float64(cpu[0])/float64(cpu[1]), "ingest-cpu-ratio")
	b.ReportMetric(float64(wall[3])/float64(wall[2]), "proxy-fps-ratio")
	b.ReportMetric(float64(cpu[3])/float64(cpu[2]), "proxy-fps-per-cpu-ratio")
	b.ReportMetric(0, "ns/op")
}
