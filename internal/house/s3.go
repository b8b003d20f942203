package house

import (
	"net/url"
	"os"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/files/s3"
)

// s3Config reads s3://bucket/prefix?endpoint=https://...&region=... The keys come
// from the environment, so that they stand in no command line.
func s3Config(where string) (s3.Config, error) {
	u, err := url.Parse(where)
	if err != nil || u.Host == "" || u.Query().Get("endpoint") == "" {
		return s3.Config{}, fault.New(fault.Invalid, "storage %q: want s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-north-1", where)
	}
	key, secret := os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY")
	if key == "" || secret == "" {
		return s3.Config{}, fault.New(fault.Invalid, "storage %q needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment", where)
	}
	prefix := strings.TrimPrefix(u.Path, "/")
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	return s3.Config{Endpoint: u.Query().Get("endpoint"), Region: u.Query().Get("region"), Bucket: u.Host, Prefix: prefix, AccessKey: key, SecretKey: secret}, nil
}
