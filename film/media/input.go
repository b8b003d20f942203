package media

import (
	"path/filepath"
	"strings"
)

// formats are the kinds of file that are read, as ffmpeg calls their readers. It knows more: playlists, manifests and lists to be
// joined, which are nothing themselves and name other files. Behind one of those, a file that calls itself a clip could show
// whatever else lies on this machine.
var formats = strings.Join([]string{"mov", "mxf", "wav", "w64", "aiff", "caf", "au", "flac", "mp3", "aac", "ac3", "eac3", "ogg", "avi", "matroska",
	"mpegts", "mpeg", "mpegvideo", "m4v", "h264", "hevc", "dv", "gxf", "asf", "flv", "nut", "ivf", "yuv4mpegpipe", "mjpeg", "cine", "r3d", "lxf",
	"gif", "apng", "bmp_pipe", "dpx_pipe", "exr_pipe", "j2k_pipe", "jpeg_pipe", "jpegls_pipe", "pgm_pipe", "png_pipe", "ppm_pipe", "tiff_pipe", "webp_pipe"}, ",")

// input is a file as ffmpeg and ffprobe take it: nothing before a colon is mistaken for a protocol, nothing for an option, and it
// is what it is and no list of others.
func input(path string) ([]string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return []string{"-format_whitelist", formats, "-i", "file:" + abs}, nil
}
