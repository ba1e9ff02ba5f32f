package archive

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/klauspost/compress/gzip"
)

// record is one WARC record.
type record struct {
	kind     string
	about    string // the address
	at       time.Time
	id       string
	with     string // the record of the same exchange
	contains string // the type of the block
	block    []byte // without the payload, which ends it
	payload  []byte
	sum      string // the digest of the payload; empty when there is none
	cut      string
	ip, tls  string
	name     string  // of the file, in the record that describes it
	sake     string  // the address it was asked for the sake of
	source   string  // the file it was imported from
	from     *origin // of a revisit
}

// fileInfo is the record at the head of each file.
func fileInfo(name string, now time.Time) record {
	return record{kind: "warcinfo", at: now, id: newID(), name: name, contains: "application/warc-fields", block: []byte("software: gongkai\r\n" +
		"format: WARC File Format 1.1\r\n" +
		"conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n" +
		"description: payloads are byte for byte as sent, after the transfer coding and before the content coding; header blocks are re-serialised\r\n")}
}

// head is the header of the record with the blank line after it.
func (r record) head() []byte {
	var b bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	b.WriteString("WARC/1.1\r\n")
	line("WARC-Type", r.kind)
	line("WARC-Record-ID", r.id)
	line("WARC-Date", r.at.UTC().Format("2006-01-02T15:04:05.000000Z"))
	line("WARC-Filename", r.name)
	line("WARC-Target-URI", escape(r.about))
	line("WARC-Concurrent-To", r.with)
	line("WARC-IP-Address", r.ip)
	line("X-TLS-Trust", r.tls)
	line("X-Asked-For", escape(r.sake))
	line("X-Imported-From", escape(r.source))
	line("WARC-Truncated", r.cut)
	if r.from != nil {
		line("WARC-Profile", r.from.profile)
		line("WARC-Refers-To", r.from.id)
		line("WARC-Refers-To-Target-URI", r.from.about)
		line("WARC-Refers-To-Date", r.from.date)
		line("X-Refers-To-Place", r.from.ref)
	}
	line("WARC-Payload-Digest", r.sum)
	line("WARC-Block-Digest", digest(r.block, r.payload))
	line("Content-Type", r.contains)
	line("Content-Length", fmt.Sprint(len(r.block)+len(r.payload)))
	b.WriteString("\r\n")
	return b.Bytes()
}

// digest is that of parts, one after another.
func digest(parts ...[]byte) string {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write(part)
	}
	return "sha256:" + base32.StdEncoding.EncodeToString(sum.Sum(nil))
}

// newID is a random UUID, as WARC wants to name records.
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Each member says in its gzip header how long it is, in a field called sl as
// archives of the web have it, so that a file is walked without unzipping it:
// s l, length of the field, length of the member, length of the record.
const (
	extraAt    = 12 // in a member: after the fixed header and the length of extra fields
	extraSize  = 12
	lengthAt   = extraAt + 4
	memberHead = extraAt + extraSize
)

// pen writes members, with the room that it had for those before.
type pen struct {
	zip  *gzip.Writer // nil before the first
	room []byte
}

// mostRoom is as much of it as is kept.
const mostRoom = 256 << 10

// member appends a record as one gzip member.
func (p *pen) member(to []byte, r record) ([]byte, error) {
	if p.zip == nil {
		p.zip, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a valid one
	}
	head := r.head()
	from := len(to)
	out := bytes.NewBuffer(to)
	p.zip.Reset(out)
	p.zip.Extra = append([]byte("sl\x08\x00"), make([]byte, 8)...)
	for _, part := range [][]byte{head, r.block, r.payload, []byte("\r\n\r\n")} {
		if _, err := p.zip.Write(part); err != nil {
			return nil, err
		}
	}
	if err := p.zip.Close(); err != nil {
		return nil, err
	}
	to = out.Bytes()
	binary.LittleEndian.PutUint32(to[from+lengthAt:], uint32(len(to)-from))
	binary.LittleEndian.PutUint32(to[from+lengthAt+4:], uint32(len(head)+len(r.block)+len(r.payload)+4))
	return to, nil
}
