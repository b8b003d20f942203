// Package s3 keeps files in S3-compatible storage: files/ab/<sha256>, and
// incoming/<stage>/<offset> for pieces of what is not complete.
package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

// Config says where the bucket is.
type Config struct {
	Endpoint  string // "https://s3.example.com"; plain http only for tests and private networks
	Region    string // may be empty
	Bucket    string
	Prefix    string // of every key, such as "backlot/"; may be empty
	AccessKey string
	SecretKey string
}

// Bucket is a files.Backend in a bucket.
type Bucket struct {
	core minio.Core
	cfg  Config
}

var _ files.Backend = (*Bucket)(nil)

// Open connects and checks that the bucket is there.
func Open(ctx context.Context, cfg Config) (*Bucket, error) {
	u, err := url.Parse(cfg.Endpoint)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fault.New(fault.Invalid, "storage address %q: want such as https://s3.example.com", cfg.Endpoint)
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure: u.Scheme == "https", Region: cfg.Region, MaxRetries: 4,
	})
	if err != nil {
		return nil, fault.New(fault.Invalid, "storage address %q: %w", cfg.Endpoint, err)
	}
	b := &Bucket{core: minio.Core{Client: client}, cfg: cfg}
	ok, err := client.BucketExists(ctx, cfg.Bucket)
	if err != nil {
		return nil, explain("reach the storage at "+u.Host, err)
	}
	if !ok {
		return nil, fault.New(fault.Invalid, "bucket %q does not exist at %s: make it first", cfg.Bucket, u.Host)
	}
	return b, nil
}

func explain(what string, err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return fault.New(fault.NotFound, "%s: %w", what, err)
	}
	return fault.New(fault.Unavailable, "%s: %w", what, err)
}

func (b *Bucket) key(id files.ID) (string, error) {
	if _, err := files.ParseID(string(id)); err != nil {
		return "", err
	}
	return b.cfg.Prefix + "files/" + string(id[:2]) + "/" + string(id), nil
}

func (b *Bucket) folder(stage string) (string, error) {
	if !files.ValidStage(stage) {
		return "", fault.New(fault.Invalid, "stage %q: want lower-case letters, digits and dashes", stage)
	}
	return b.cfg.Prefix + "incoming/" + stage + "/", nil
}

func part(folder string, offset int64) string { return fmt.Sprintf("%s%020d", folder, offset) }

// put writes an object. The server compares what it got with an MD5, in place of
// a signature over the content, which TLS makes needless.
func (b *Bucket) put(ctx context.Context, key string, r io.Reader, size int64) error {
	_, err := b.core.Client.PutObject(ctx, b.cfg.Bucket, key, r, size, minio.PutObjectOptions{
		SendContentMd5: true, DisableContentSha256: true, ContentType: "application/octet-stream",
	})
	return err
}

// Append writes one piece.
func (b *Bucket) Append(ctx context.Context, stage string, offset int64, p []byte) error {
	folder, err := b.folder(stage)
	if err != nil {
		return err
	}
	return explain("store a file", b.put(ctx, part(folder, offset), bytes.NewReader(p), int64(len(p))))
}

// pieces are the offsets and sizes of a stage's chain, from 0 to the end or to a
// limit. Pieces that the chain does not reach were overtaken by others.
func (b *Bucket) pieces(ctx context.Context, folder string, limit int64) ([]files.Object, error) {
	sizes := map[int64]int64{}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range b.core.Client.ListObjects(ctx, b.cfg.Bucket, minio.ListObjectsOptions{Prefix: folder}) {
		if o.Err != nil {
			return nil, explain("list the pieces of an upload", o.Err)
		}
		if offset, err := strconv.ParseInt(strings.TrimPrefix(o.Key, folder), 10, 64); err == nil {
			sizes[offset] = o.Size
		}
	}
	var chain []files.Object
	at := int64(0)
	for limit < 0 || at < limit {
		size, ok := sizes[at]
		if !ok || size == 0 {
			break
		}
		chain = append(chain, files.Object{Stage: part(folder, at), Size: size})
		at += size
	}
	if _, ok := sizes[0]; !ok {
		return nil, fault.New(fault.NotFound, "upload %s does not exist", folder)
	}
	if limit >= 0 && at < limit {
		return nil, fault.New(fault.Unavailable, "%d bytes were stored, only %d are there", limit, at)
	}
	return chain, nil
}

// Staged reads the pieces one after the other.
func (b *Bucket) Staged(ctx context.Context, stage string) (io.ReadCloser, error) {
	folder, err := b.folder(stage)
	if err != nil {
		return nil, err
	}
	chain, err := b.pieces(ctx, folder, -1)
	if err != nil {
		return nil, err
	}
	return &chained{ctx: ctx, b: b, rest: chain}, nil
}

// chained reads pieces, opening each when it is its turn.
type chained struct {
	ctx  context.Context //nolint:containedctx // io.Reader has no room for one
	b    *Bucket
	rest []files.Object
	now  io.ReadCloser
}

// Read is io.Reader.
func (c *chained) Read(p []byte) (int, error) {
	for {
		if c.now == nil {
			if len(c.rest) == 0 {
				return 0, io.EOF
			}
			r, _, _, err := c.b.core.GetObject(c.ctx, c.b.cfg.Bucket, c.rest[0].Stage, minio.GetObjectOptions{})
			if err != nil {
				return 0, explain("read a piece of an upload", err)
			}
			c.now, c.rest = r, c.rest[1:]
		}
		n, err := c.now.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		err = c.now.Close()
		c.now = nil
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close is io.Closer.
func (c *chained) Close() error {
	if c.now == nil {
		return nil
	}
	return c.now.Close()
}

// Commit copies a single piece inside the storage and streams several through
// this process. An object appears under its key only when all of it is there.
func (b *Bucket) Commit(ctx context.Context, stage string, id files.ID, size int64) error {
	folder, err := b.folder(stage)
	if err != nil {
		return err
	}
	key, err := b.key(id)
	if err != nil {
		return err
	}
	chain, err := b.pieces(ctx, folder, size)
	if err != nil {
		return err
	}
	if len(chain) == 1 && chain[0].Size == size {
		_, err = b.core.Client.CopyObject(ctx, minio.CopyDestOptions{Bucket: b.cfg.Bucket, Object: key},
			minio.CopySrcOptions{Bucket: b.cfg.Bucket, Object: chain[0].Stage})
	} else {
		all := &chained{ctx: ctx, b: b, rest: chain}
		defer all.Close()
		err = b.put(ctx, key, io.LimitReader(all, size), size)
	}
	if err != nil {
		return explain("store file "+string(id), err)
	}
	return b.Discard(ctx, stage)
}

// Discard removes all pieces of a stage.
func (b *Bucket) Discard(ctx context.Context, stage string) error {
	folder, err := b.folder(stage)
	if err != nil {
		return err
	}
	list, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range b.core.Client.ListObjects(list, b.cfg.Bucket, minio.ListObjectsOptions{Prefix: folder}) {
		err := o.Err
		if err == nil {
			err = b.core.Client.RemoveObject(ctx, b.cfg.Bucket, o.Key, minio.RemoveObjectOptions{})
		}
		if err != nil {
			return explain("discard an upload", err)
		}
	}
	return nil
}

// Open reads an object from an offset.
func (b *Bucket) Open(ctx context.Context, id files.ID, offset int64) (io.ReadCloser, error) {
	key, err := b.key(id)
	if err != nil {
		return nil, err
	}
	var opt minio.GetObjectOptions
	if offset > 0 {
		if err := opt.SetRange(offset, 0); err != nil {
			return nil, fault.New(fault.Invalid, "read file %s from %d: %w", id, offset, err)
		}
	}
	r, _, _, err := b.core.GetObject(ctx, b.cfg.Bucket, key, opt)
	if err != nil {
		return nil, explain("read file "+string(id), err)
	}
	return r, nil
}

// Remove deletes the object.
func (b *Bucket) Remove(ctx context.Context, id files.ID) error {
	key, err := b.key(id)
	if err != nil {
		return err
	}
	err = explain("remove file "+string(id), b.core.Client.RemoveObject(ctx, b.cfg.Bucket, key, minio.RemoveObjectOptions{}))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// List lists the keys under the prefix. A stage comes once per piece.
func (b *Bucket) List(ctx context.Context, each func(files.Object) error) error {
	list, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range b.core.Client.ListObjects(list, b.cfg.Bucket, minio.ListObjectsOptions{Prefix: b.cfg.Prefix, Recursive: true}) {
		if o.Err != nil {
			return explain("list files", o.Err)
		}
		object := files.Object{Size: o.Size, Modified: o.LastModified}
		rest := strings.TrimPrefix(o.Key, b.cfg.Prefix)
		if id, err := files.ParseID(rest[strings.LastIndexByte(rest, '/')+1:]); err == nil {
			object.ID = id
		} else if name, ok := strings.CutPrefix(rest, "incoming/"); ok {
			object.Stage, _, _ = strings.Cut(name, "/")
		} else {
			continue
		}
		if err := each(object); err != nil {
			return err
		}
	}
	return nil
}

// Space is unknown: storage of this kind does not say.
func (b *Bucket) Space(context.Context) (int64, error) { return -1, nil }
